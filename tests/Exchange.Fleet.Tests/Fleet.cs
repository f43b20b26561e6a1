using System.Reflection;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Pipeline.Connectors;

namespace Exchange.Fleet.Tests;

/// <summary>Every connector and mapping of the repository.</summary>
internal static class Fleet
{
    public static string Root { get; } = Find();

    public static ProblemList Problems { get; } = new();

    public static ConnectorCatalog Connectors { get; } = ConnectorCatalog.Load([Root], Kinds(), Problems);

    public static IReadOnlyList<string> ConnectorFiles { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "connectors"), "connector.yaml", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj")).Order(StringComparer.Ordinal)];

    private static Dictionary<string, IConnectorKind> Kinds()
    {
        var kinds = new Dictionary<string, IConnectorKind>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Exchange.*.dll").Order(StringComparer.Ordinal))
        {
            foreach (var announced in Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file))).GetCustomAttributes<ConnectorAttribute>())
            {
                kinds.Add(announced.Kind, (IConnectorKind)Activator.CreateInstance(announced.Type, nonPublic: true)!);
            }
        }

        return kinds;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the tests.");
    }
}
