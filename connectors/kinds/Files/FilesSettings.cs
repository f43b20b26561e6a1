using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files;

/// <summary>The <c>settings</c> of a connector of kind files: where its folder is.</summary>
internal sealed record FilesSettings
{
    public required string Folder { get; init; }

    /// <summary>The SFTP server; <see langword="null"/> for a folder of this machine.</summary>
    public SftpSettings? Sftp { get; init; }

    public static FilesSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        if (!reader.Has("location"))
        {
            problems.Error(reader.Map.Location, $"{reader.What}: 'location' is missing.", "Write location: local or location: sftp.");
        }

        var sftp = reader.Choice("location", "local", "sftp") == "sftp";
        var settings = new FilesSettings
        {
            Folder = sftp ? reader.Text("folder") ?? "." : reader.RequiredText("folder"),
            Sftp = sftp ? SftpSettings.Read(reader) : null,
        };
        if (!sftp && settings.Folder.Length > 0 && !settings.Folder.Contains("${", StringComparison.Ordinal) && !Path.IsPathFullyQualified(settings.Folder))
        {
            problems.Error(reader.Node("folder")!.Location, $"{reader.What}: 'folder' is '{settings.Folder}'.", "Give the whole path, from the root.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>Makes the folder; opens nothing.</summary>
    public IFolder Open(string system, IRequestBudget budget) => Sftp is null
        ? new LocalFolder(system, Folder)
        : new SftpFolder(system, Sftp, Folder, budget);
}
