using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Testing.Tests.Options;

/// <summary>Compares the keys a kind reads with those its schema describes.</summary>
internal static class DescribedKeys
{
    private static readonly SourceLocation At = new("sample.yaml", 1, 1);

    /// <summary>What differs, a line for each key.</summary>
    public static IReadOnlyList<string> Differences(IConnectorKind kind)
    {
        var differences = new List<string>();
        foreach (var section in new[] { "settings", "stream", "sink" })
        {
            var asked = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var (root, sample) in SchemaSample.Variants(kind.OptionsSchema!, section))
            {
                foreach (var others in Others(kind, section))
                {
                    using var keys = ConfigKeys.Record();
                    kind.Validate(Declaration(kind, section, root, others), new ProblemList());
                    foreach (var (map, path) in sample.Maps)
                    {
                        asked.TryAdd(path, new HashSet<string>(StringComparer.Ordinal));
                        asked[path].UnionWith(keys.Of(map));
                    }
                }
            }

            var common = section switch { "stream" => StreamDeclaration.CommonKeys, "sink" => SinkDeclaration.CommonKeys, _ => ["budget"] };
            foreach (var (path, described) in SchemaSample.Described(kind.OptionsSchema!, section))
            {
                var read = asked.GetValueOrDefault(path) ?? [];
                differences.AddRange(described.Except(read).Except(path == section ? common : []).Select(k => $"{path}: '{k}' is described and never read"));
                differences.AddRange(read.Except(described).Except(path == section ? common : []).Select(k => $"{path}: '{k}' is read and not described"));
            }
        }

        return [.. differences.Order(StringComparer.Ordinal)];
    }

    // How a stream or a sink is read may hang on the settings (the broker of a queue).
    private static List<ConfigMap> Others(IConnectorKind kind, string section) =>
        section == "settings" ? [new ConfigMap(At, [])] : [new ConfigMap(At, []), .. SchemaSample.Variants(kind.OptionsSchema!, "settings").Select(v => v.Root)];

    private static ConnectorDeclaration Declaration(IConnectorKind kind, string section, ConfigMap root, ConfigMap settings) => new()
    {
        Id = "sample",
        Name = "A sample",
        Kind = "sample",
        TimeZone = TimeZoneInfo.Utc,
        Settings = section == "settings" ? root : settings,
        Streams = section == "stream" ? [Stream(root)] : [],
        Sink = section == "sink" ? new SinkDeclaration { Node = root, Capabilities = new TargetCapabilities { OnUnknown = "ask" } } : null,
        Location = At,
    };

    private static StreamDeclaration Stream(ConfigMap root) => new()
    {
        Name = "records",
        Part = "case",
        Key = ["id"],
        CaseKey = "id",
        Cursor = new CursorDeclaration { Field = "updated" },
        Schedule = "* * * * *",
        Mapping = "sample/records",
        Node = root,
    };
}
