using System.Reflection;
using Exchange.Abstractions.Connectors;

namespace Exchange.Testing.Tests;

/// <summary>Every kind of the repository.</summary>
internal static class LoadedKinds
{
    public static IReadOnlyDictionary<string, IConnectorKind> All { get; } = Directory.EnumerateFiles(AppContext.BaseDirectory, "Exchange.*.dll").Order(StringComparer.Ordinal)
        .SelectMany(f => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(f))).GetCustomAttributes<ConnectorAttribute>())
        .ToDictionary(a => a.Kind, a => (IConnectorKind)Activator.CreateInstance(a.Type, nonPublic: true)!, StringComparer.Ordinal);

    /// <summary>The schemas of those that have options of their own.</summary>
    public static IReadOnlyDictionary<string, string> Schemas { get; } =
        All.Where(k => k.Value.OptionsSchema is not null).ToDictionary(k => k.Key, k => k.Value.OptionsSchema!, StringComparer.Ordinal);
}
