using System.Security.Cryptography;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping;
using Exchange.Mapping.Drafting;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Security.Privacy;

namespace Exchange.Host.Cli.Templates;

/// <summary>Proposes mapping, tests and code table of a new connector from sample records; nobody's data gets into the files.</summary>
internal static partial class SampleDraft
{
    private const int Tests = 3;
    private const int Kept = 20;

    /// <summary>The files, by name below a system's folders.</summary>
    /// <param name="connector">The connector; parts of it are told from the records.</param>
    /// <param name="records">The sample records.</param>
    /// <param name="part">The part of a case they are; <see langword="null"/> to tell from them.</param>
    /// <param name="roots">Folders with shared code tables.</param>
    public static (NewConnector Connector, IReadOnlyDictionary<string, string> Files, DraftResult Draft) Make(
        NewConnector connector, IReadOnlyList<JsonElement> records, string? part, IReadOnlyList<string> roots)
    {
        var draft = MappingDraft.Propose(new DraftRequest(connector.Id, connector.Stream, records, roots, part));
        var told = Tell(connector, records, draft);
        var work = Directory.CreateTempSubdirectory("exchange-new-").FullName;
        try
        {
            var folder = Path.Combine(work, "mappings", connector.Id);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{connector.Stream}.yaml"), draft.Mapping);
            if (draft.Codes.Length > 0)
            {
                File.WriteAllText(Path.Combine(folder, "codes.csv"), draft.Codes);
            }

            string[] all = [work, .. roots];
            var nobody = Nobody(told, all);
            var kept = records.Take(Kept).Select(r => nobody.Apply(JsonSerializer.SerializeToUtf8Bytes(r))).ToList();
            var tests = Path.Combine(folder, $"{connector.Stream}.tests.yaml");
            var mapping = MappingCatalog.Load(all, new ProblemList()).Find(draft.Id)
                ?? throw new ExchangeException(FailureKind.System, "The drafted mapping cannot be compiled.", $"Run: exchange mapping draft {draft.Id} --samples FILE, and report what it prints.");
            foreach (var (record, place) in kept.Take(Tests).Select((r, i) => (r, i + 1)))
            {
                MappingTestWriter.Add(tests, $"sample record {place}", record, mapping.Map(record));
            }

            var sample = new JsonArray([.. kept.Select(r => JsonNode.Parse(r))]);
            return (told, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["sample.json"] = VerbOutput.Text(sample) + "\n",
                ["mapping.yaml"] = draft.Mapping,
                ["tests.yaml"] = File.ReadAllText(tests),
                ["codes.csv"] = draft.Codes,
                ["codes.csv.open"] = draft.OpenCodes,
            }, draft);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static Deidentification Nobody(NewConnector connector, IReadOnlyList<string> roots)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        return new Deidentification(
            MappingOutline.Load(roots).FirstOrDefault(o => o.Id == $"{connector.Id}/{connector.Stream}"),
            [connector.Key, connector.CaseKey],
            Masking.IsHarmless,
            text => BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text))));
    }

    private static NewConnector Tell(NewConnector connector, IReadOnlyList<JsonElement> records, DraftResult draft)
    {
        var names = records.SelectMany(r => r.EnumerateObject().Select(p => p.Name)).Distinct(StringComparer.Ordinal).ToList();
        var number = draft.Fields.FirstOrDefault(f => f.Canonical is "sourceCaseNo" or "case.sourceCaseNo")?.Source;
        var key = draft.Part == "case" && number is not null ? number
            : names.FirstOrDefault(n => Identifies(records, n)) ?? number ?? names.FirstOrDefault() ?? connector.Key;
        return connector with
        {
            Part = draft.Part,
            Key = key,
            CaseKey = number ?? names.FirstOrDefault(n => n != key && CaseName().IsMatch(n)) ?? key,
            Updated = names.FirstOrDefault(n => UpdateName().IsMatch(n)) ?? connector.Updated,
        };
    }

    private static bool Identifies(IReadOnlyList<JsonElement> records, string name)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        return records.All(r => r.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text && values.Add(text));
    }

    [GeneratedRegex("gxsj|updat|modif|chang|cd_?time|last", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex UpdateName();

    [GeneratedRegex("case|project_?no|sblsh|ywlsh|sn$|apply_?no|bjbh", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CaseName();
}
