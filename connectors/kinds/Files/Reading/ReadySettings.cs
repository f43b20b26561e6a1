using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Files.Reading;

/// <summary>How a file that is there completely is told from one that is still being put there.</summary>
internal sealed record ReadySettings
{
    private static readonly string[] UsualTemporary = [".tmp", ".part", ".filepart", ".uploading", ".crdownload", ".writing"];

    /// <summary>The ending of the flag file; <see langword="null"/> where files need none.</summary>
    public string? Flag { get; init; }

    /// <summary>Whether the flag file holds the number of records.</summary>
    public bool Counted { get; init; }

    /// <summary>The endings of files that are still being written.</summary>
    public IReadOnlyList<string> Temporary { get; init; } = UsualTemporary;

    /// <summary>How long a file must have been unchanged.</summary>
    public TimeSpan Unchanged { get; init; }

    public static ReadySettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new ReadySettings { Unchanged = TimeSpan.FromSeconds(60) };
        }

        var settings = reader.Choice("by", "age", "flag", "rename") switch
        {
            "flag" => new ReadySettings { Flag = Suffix(reader), Counted = reader.Flag("count", false) },
            "rename" => new ReadySettings { Temporary = reader.Texts("temporary") is { Count: > 0 } given ? given : UsualTemporary },
            _ => new ReadySettings { Unchanged = reader.Duration("unchanged", TimeSpan.FromSeconds(60)) },
        };
        reader.Finish();
        return settings;
    }

    private static string Suffix(ConfigReader reader)
    {
        var suffix = reader.Text("suffix") ?? ".ok";
        if (suffix.Length < 2 || suffix[0] != '.' || suffix.Contains('/', StringComparison.Ordinal))
        {
            reader.Problems.Error(reader.Node("suffix")?.Location ?? reader.Map.Location, $"{reader.What}: 'suffix' is '{suffix}'.", "Write the ending of the flag file with its dot: .ok");
        }

        return suffix;
    }
}
