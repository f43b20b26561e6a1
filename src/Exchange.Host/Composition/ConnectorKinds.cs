using System.Reflection;
using Exchange.Abstractions.Connectors;

namespace Exchange.Host.Composition;

/// <summary>Finds the kinds of connectors: every assembly beside the program that announces one.</summary>
internal static class ConnectorKinds
{
    public static IReadOnlyDictionary<string, IConnectorKind> Load()
    {
        var kinds = new Dictionary<string, IConnectorKind>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Exchange.*.dll").Order(StringComparer.Ordinal))
        {
            var assembly = Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file)));
            foreach (var announced in assembly.GetCustomAttributes<ConnectorAttribute>())
            {
                var kind = (IConnectorKind)Activator.CreateInstance(announced.Type, nonPublic: true)!;
                if (!kinds.TryAdd(announced.Kind, kind))
                {
                    throw new InvalidOperationException($"Two assemblies announce the connector kind '{announced.Kind}'; the second is {assembly.GetName().Name}.");
                }
            }
        }

        return kinds;
    }
}
