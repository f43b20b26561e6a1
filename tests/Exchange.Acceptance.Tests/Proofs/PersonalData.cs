using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Exchange.Acceptance.Tests.Proofs;

/// <summary>The personal data of all synthetic people, and a search for each of them in one pass.</summary>
internal sealed class PersonalData
{
    private const int Shown = 20;
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);
    private readonly SearchValues<string> _search;

    private PersonalData(IReadOnlyList<(string Kind, string Value)> values)
    {
        Values = values;
        foreach (var (kind, value) in values)
        {
            foreach (var (name, bytes) in Forms(value))
            {
                _forms.TryAdd(Latin(bytes), $"{kind} {value} {name}");
            }
        }

        _search = SearchValues.Create([.. _forms.Keys], StringComparison.Ordinal);
    }

    public IReadOnlyList<(string Kind, string Value)> Values { get; }

    public static PersonalData Read(JsonElement people)
    {
        string[] kinds = ["names", "idNumbers", "otherDocuments", "phones", "addresses"];
        return new PersonalData([.. kinds.SelectMany(kind => people.GetProperty(kind).EnumerateArray().Select(v => (kind, v.GetString()!)))]);
    }

    /// <summary>What of it stands in these bytes, in clear or in an encoding that hides nothing.</summary>
    public IReadOnlyList<string> Find(string place, ReadOnlySpan<byte> bytes)
    {
        var text = Latin(bytes);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length && found.Count < Shown;)
        {
            var next = text.AsSpan(at).IndexOfAny(_search);
            if (next < 0)
            {
                break;
            }

            at += next;
            var form = _forms.Keys.Where(f => string.CompareOrdinal(text, at, f, 0, f.Length) == 0).MaxBy(f => f.Length)!;
            var from = Math.Max(0, at - 40);
            var around = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[from..Math.Min(text.Length, at + form.Length + 20)]));
            found.Add($"{place}: {_forms[form]}: …{around.ReplaceLineEndings(" ")}…");
            at += form.Length;
        }

        return [.. found];
    }

    // Two Chinese characters in UTF-16 are four bytes and their Base64 few letters: such short forms occur in any sealed data by
    // chance, so the encoded forms are looked for only where they are long enough to be no accident.
    private static IEnumerable<(string Name, byte[] Bytes)> Forms(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return ("in clear", utf8);
        yield return ("as hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
        yield return ("as JSON escapes", Encoding.ASCII.GetBytes(JsonSerializer.Serialize(value)[1..^1]));
        var wide = Encoding.Unicode.GetBytes(value);
        if (wide.Length >= 8)
        {
            yield return ("as UTF-16", wide);
        }

        // Base64 of something longer shows the value in one of three alignments.
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. utf8]);
            var from = shift == 0 ? 0 : shift + 1;
            var to = encoded.TrimEnd('=').Length - ((utf8.Length + shift) % 3 == 0 ? 0 : 1);
            if (to - from >= 10)
            {
                yield return ("as Base64", Encoding.ASCII.GetBytes(encoded[from..to]));
            }
        }
    }

    private static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
