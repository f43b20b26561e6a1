using System.Text;
using Exchange.Mapping.Codes;

namespace Exchange.Mapping.Drafting.Lexicon;

/// <summary>The words of the domain and what their combinations mean, read from the tables beside this file.</summary>
internal sealed class DraftLexicon
{
    private const string General = "general";
    private static readonly Lazy<DraftLexicon> Shipped = new(() => new DraftLexicon(null));
    private readonly Dictionary<string, Concept> _concepts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Set, string Word), string> _words = [];
    private readonly Dictionary<char, string> _pinyin = [];

    private DraftLexicon(string? withoutOrigin)
    {
        foreach (var row in Rows("pinyin"))
        {
            foreach (var character in row["characters"])
            {
                _pinyin[character] = row["syllable"];
            }
        }

        foreach (var row in Rows("concepts").Where(r => Taken(r["origin"], withoutOrigin)))
        {
            Add(row["id"], row["terms"], row["english"]);
        }

        foreach (var row in Rows("rules").Where(r => Taken(r["origin"], withoutOrigin)))
        {
            var rule = new DraftRule(row["part"], row["target"], row["shape"], double.Parse(row["weight"], System.Globalization.CultureInfo.InvariantCulture) / 100, row["needs"]);
            foreach (var end in Ends(row["pattern"]))
            {
                end.Rules.Add(rule);
            }
        }

        foreach (var row in Rows("words"))
        {
            foreach (var word in row["words"].Split('|'))
            {
                _words[(row["set"], word)] = row["canonical"];
            }
        }
    }

    /// <summary>The lexicon as it ships.</summary>
    public static DraftLexicon Default => Shipped.Value;

    /// <summary>Where every name begins.</summary>
    public RuleNode Root { get; } = new();

    /// <summary>The lexicon without the entries that were added because of one system.</summary>
    public static DraftLexicon Without(string origin) =>
        Rows("concepts").Concat(Rows("rules")).Any(r => r["origin"] == origin) ? new DraftLexicon(origin) : Default;

    /// <summary>A concept; one without forms for an unknown id.</summary>
    public Concept Find(string id) => _concepts.GetValueOrDefault(id) ?? new Concept(id, []);

    /// <summary>The canonical word a text of a code set plainly means; <see langword="null"/> where it says nothing by itself.</summary>
    public string? Meaning(string set, string text) =>
        _words.GetValueOrDefault((set, text.Trim())) ?? _words.GetValueOrDefault((set, text.Trim().ToLowerInvariant()));

    private static bool Taken(string origin, string? without) => origin == General || origin != without;

    private void Add(string id, string terms, string english)
    {
        var forms = new Dictionary<(string, NameScript), TermForm>();
        foreach (var written in terms.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            // A tilde: the initials of the term stand for something commoner.
            var term = written.TrimEnd('~');
            var syllables = term.Select(c => _pinyin.GetValueOrDefault(c) ?? "").ToArray();
            var single = term.Length == 1;
            Put(term, NameScript.Chinese, single);
            if (syllables.All(s => s.Length > 0))
            {
                Put(string.Concat(syllables), NameScript.Pinyin, single);
                if (written == term)
                {
                    Put(string.Concat(syllables.Select(s => s[0])), NameScript.Initials, single);
                }
            }

            void Put(string text, NameScript script, bool one) => forms.TryAdd((text, script), new TermForm(text, script, term, one));
        }

        foreach (var word in english.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = word.Replace(" ", "", StringComparison.Ordinal);
            forms.TryAdd((text, NameScript.English), new TermForm(text, NameScript.English, word, text.Length < 3));
        }

        _concepts[id] = new Concept(id, _concepts.TryGetValue(id, out var known) ? [.. known.Forms, .. forms.Values] : [.. forms.Values]);
    }

    private IEnumerable<RuleNode> Ends(string pattern)
    {
        var nodes = new HashSet<RuleNode> { Root };
        foreach (var slot in pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = slot.EndsWith('?') ? new HashSet<RuleNode>(nodes) : [];
            foreach (var concept in slot.TrimEnd('?').Split('/'))
            {
                next.UnionWith(nodes.Select(n => n.After(concept)).ToList());
            }

            nodes = next;
        }

        nodes.Remove(Root);
        return nodes;
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string table)
    {
        using var stream = typeof(DraftLexicon).Assembly.GetManifestResourceStream($"drafting.{table}.csv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = CsvText.Split(reader.ReadToEnd(), out _);
        foreach (var line in lines.Skip(1).Where(l => l.Cells.Count == lines[0].Cells.Count))
        {
            yield return lines[0].Cells.Zip(line.Cells).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
        }
    }
}
