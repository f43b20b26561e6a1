using Exchange.Mapping.Codes;
using Exchange.Mapping.Drafting.Lexicon;
using Exchange.Mapping.Drafting.Plans;
using Exchange.Mapping.Drafting.Samples;
using Exchange.Mapping.Drafting.Values;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Writing;

/// <summary>Finds the code table that covers the codes of a field, or the rows it would need.</summary>
internal sealed class CodeDraft(string system, CodeFiles files, DraftLexicon lexicon)
{
    private const int MostCodes = 40;
    private static readonly string[] CodeEnds = ["_code", "code", "dm", "bm", "代码", "编码"];
    private static readonly string[] TextEnds = ["mc", "name", "text", "ms", "desc", "名称", "label"];

    /// <summary>The proposal for a coded or true-or-false field.</summary>
    public CodeProposal Propose(Candidate candidate, SampleScope scope)
    {
        var facts = candidate.Facts;
        if (candidate.Field.Type == SchemaType.Flag && (facts.HasFlags || facts.IsEmpty))
        {
            return new CodeProposal(null, [], [], "");
        }

        var set = candidate.Field.CodeSet ?? "flag";
        var table = candidate.Field.CodeSet ?? "yes-no";
        var words = candidate.Field.CodeSet is { } name ? CodeSets.Words(name) : ["true", "false"];
        var seen = facts.Distinct.Take(MostCodes).ToList();
        if (seen.Count > 0 && seen.All(words.Contains))
        {
            return new CodeProposal(null, [], [], "the values are canonical words already");
        }

        var covering = files.Find(system, table);
        var covered = covering?.Rows.GroupBy(r => r.Raw, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Canonical, StringComparer.Ordinal) ?? [];
        var own = covering is not null && covering.File.Replace('\\', '/').Contains($"/{system}/", StringComparison.Ordinal);

        // One lone digit is in every table; two agree by chance less often, and letters hardly ever.
        var telling = seen.Count > 1 || seen.Any(v => v.Length > 1) || table == "yes-no";
        if (seen.Count > 0 && seen.All(covered.ContainsKey) && (own || telling))
        {
            return new CodeProposal(table, [], [], own ? $"table {table} of this system holds every code seen" : $"shared table {table} holds every code seen; compare the meanings");
        }

        var labels = Labels(candidate.Source, scope);
        var known = new List<(string, string, string)>();
        var open = new List<(string, string)>();
        foreach (var value in seen)
        {
            var label = labels.GetValueOrDefault(value) ?? "";
            if (own && covered.ContainsKey(value))
            {
                continue;
            }

            if ((lexicon.Meaning(set, value) ?? (label.Length > 0 ? lexicon.Meaning(set, label) : null)) is { } word && words.Contains(word))
            {
                known.Add((value, word, label.Length > 0 ? label : value.Any(c => c > 127) ? value : ""));
            }
            else if (!own && value.Length >= 3 && covered.TryGetValue(value, out var shared))
            {
                known.Add((value, shared, ""));
            }
            else
            {
                open.Add((value, label));
            }
        }

        var note = open.Count == 0 ? (seen.Count == 0 ? "no codes in the samples" : "the codes say themselves what they mean")
            : $"codes without a known meaning: {string.Join(", ", open.Take(8).Select(o => o.Item2.Length > 0 ? $"{o.Item1} ({o.Item2})" : o.Item1))}";
        return new CodeProposal(known.Count > 0 || own ? table : null, known, open, note);
    }

    // A text that always stands beside the code is its label.
    private static Dictionary<string, string> Labels(SampleField code, SampleScope scope)
    {
        var name = code.Name.ToLowerInvariant();
        var stem = CodeEnds.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal) && name.Length > e.Length + 1) is { } end ? name[..^end.Length] : name;
        var beside = scope.Fields.FirstOrDefault(f => !ReferenceEquals(f, code) && TextEnds.Any(e => string.Equals(f.Name.Replace("_", "", StringComparison.Ordinal), stem.Replace("_", "", StringComparison.Ordinal) + e, StringComparison.OrdinalIgnoreCase)));
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (beside is null || beside.Values.Count != code.Values.Count)
        {
            return labels;
        }

        foreach (var (value, label) in code.Values.Zip(beside.Values).Where(p => !NullLookAlikes.Is(p.First) && !NullLookAlikes.Is(p.Second)))
        {
            if (labels.TryGetValue(value.Trim(), out var other) && other != label.Trim())
            {
                return [];
            }

            labels[value.Trim()] = label.Trim();
        }

        return labels;
    }
}
