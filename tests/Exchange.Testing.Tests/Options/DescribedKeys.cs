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
            var described = SchemaSample.Described(kind.OptionsSchema!, section);
            var asked = Asked(kind, section, described);
            var common = section switch { "stream" => StreamDeclaration.CommonKeys, "sink" => SinkDeclaration.CommonKeys, _ => ["budget"] };
            foreach (var (path, names) in described)
            {
                var read = asked.GetValueOrDefault(path) ?? [];
                differences.AddRange(names.Except(read).Except(path == section ? common : []).Select(k => $"{path}: '{k}' is described and never read"));
                differences.AddRange(read.Except(names).Except(path == section ? common : []).Select(k => $"{path}: '{k}' is read and not described"));
            }
        }

        return [.. differences.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, HashSet<string>> Asked(IConnectorKind kind, string section, IReadOnlyDictionary<string, HashSet<string>> described)
    {
        var asked = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var variants = SchemaSample.Variants(kind.OptionsSchema!, section).ToList();
        var plain = new ConfigMap(At, []);
        foreach (var variant in variants)
        {
            Read(kind, section, variant, plain, asked);
        }

        // How a stream or a sink is read may hang on the settings (the broker of a queue).
        var others = section == "settings" ? [] : SchemaSample.Variants(kind.OptionsSchema!, "settings").Select(v => v.Root).ToList();
        foreach (var other in others.Where(_ => variants.Count > 0))
        {
            Read(kind, section, variants[0], other, asked);
        }

        foreach (var other in others)
        {
            if (described.All(d => asked.TryGetValue(d.Key, out var read) && d.Value.IsSubsetOf(read)))
            {
                break;
            }

            foreach (var variant in variants)
            {
                Read(kind, section, variant, other, asked);
            }
        }

        return asked;
    }

    private static void Read(IConnectorKind kind, string section, (ConfigMap Root, SchemaSample Sample) variant, ConfigMap settings, Dictionary<string, HashSet<string>> asked)
    {
        using var keys = ConfigKeys.Record();
        kind.Validate(Declaration(section, variant.Root, settings), new ProblemList());
        foreach (var (map, path) in variant.Sample.Maps)
        {
            asked.TryAdd(path, new HashSet<string>(StringComparer.Ordinal));
            asked[path].UnionWith(keys.Of(map));
        }
    }

    private static ConnectorDeclaration Declaration(string section, ConfigMap root, ConfigMap settings) => new()
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
