using Exchange.Pipeline.Recognition.Rules;
using Exchange.Pipeline.Recognition.Scoring;
using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>Makes the blocking keys of a case. The lowest bit of a key says that it comes from the agent.</summary>
internal sealed class KeyMaker(BlockingRules rules)
{
    public const ulong OfAgent = 1;
    private const int MostValues = 16;
    private const int ShortestTitle = 4;

    /// <summary>Adds the keys of a case, sorted and each once.</summary>
    public void Add(PreparedCase @case, List<ulong> keys)
    {
        var start = keys.Count;
        for (var i = 0; i < rules.Keys.Count; i++)
        {
            Combine(@case, rules.Keys[i], 0, TextHash.Join(7, (ulong)i), 0, keys);
        }

        var added = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys)[start..];
        added.Sort();
        var kept = 0;
        for (var i = 0; i < added.Length; i++)
        {
            // The applicant's key comes before the same one of the agent.
            if (kept == 0 || added[kept - 1] >> 1 != added[i] >> 1)
            {
                added[kept++] = added[i];
            }
        }

        keys.RemoveRange(start + kept, added.Length - kept);
    }

    /// <summary>The keys by which a part divides a block.</summary>
    public static int Divide(PreparedCase @case, BlockingPart part, ulong key, Span<ulong> into)
    {
        var count = Values(@case, part, into);
        for (var i = 0; i < count; i++)
        {
            into[i] = TextHash.Join(key | OfAgent, into[i] | OfAgent) & ~OfAgent | (key & OfAgent);
        }

        return count;
    }

    private static void Combine(PreparedCase @case, IReadOnlyList<BlockingPart> parts, int at, ulong key, ulong role, List<ulong> keys)
    {
        if (at == parts.Count)
        {
            keys.Add((key & ~OfAgent) | role);
            return;
        }

        Span<ulong> values = stackalloc ulong[MostValues];
        var count = Values(@case, parts[at], values);
        for (var i = 0; i < count; i++)
        {
            Combine(@case, parts, at + 1, TextHash.Join(key, values[i] | OfAgent), role | (values[i] & OfAgent), keys);
        }
    }

    private static int Values(PreparedCase @case, BlockingPart part, Span<ulong> into)
    {
        var values = new ValueList(into);
        var applicant = @case.Applicant;
        switch (part)
        {
            case BlockingPart.Document:
                values.Add(applicant?.Document.Hash ?? 0);
                values.Add(@case.Agent?.Document.Hash ?? 0, OfAgent);
                break;
            case BlockingPart.DocumentParts:
                if (applicant is not null)
                {
                    DocumentParts(applicant.Document, ref values);
                }

                break;
            case BlockingPart.Phone:
                for (var i = 0; i < @case.Phones.Length; i++)
                {
                    values.Add(TextHash.Of(@case.Phones[i]), i < @case.OwnPhones ? 0 : OfAgent);
                }

                break;
            case BlockingPart.Name:
                values.Add(applicant is { Open: false } ? applicant.NameHash : 0);
                values.Add(@case.Agent is { Open: false } agent ? agent.NameHash : 0, OfAgent);
                break;
            case BlockingPart.NameParts:
                NameParts(applicant?.Name ?? "", ref values);
                break;
            case BlockingPart.Address:
                values.Add(applicant?.AddressHash ?? 0);
                break;
            case BlockingPart.Item:
                foreach (var family in @case.Item.Families)
                {
                    values.Add(family);
                }

                break;
            case BlockingPart.Department:
                values.Add(@case.DepartmentName != 0 ? @case.DepartmentName : @case.DepartmentCode);
                break;
            case BlockingPart.Born:
                values.Add(TextHash.Of(applicant?.Born));
                break;
            case BlockingPart.Project:
                values.Add(@case.Project.Length >= ShortestTitle ? @case.ProjectHash : 0);
                break;
        }

        return values.Count;
    }

    // Three cuts of an identity number: wherever one mistyping is, one cut is without it.
    private static void DocumentParts(in DocumentForm document, ref ValueList values)
    {
        var text = document.Text.AsSpan();
        if (document.Kind == DocumentKind.Identity && text.Length is >= 17 and <= 19)
        {
            values.Add(TextHash.Join(11, TextHash.Of(text[..14])));
            values.Add(TextHash.Join(12, TextHash.Of(text[^8..^1])));
            values.Add(TextHash.Join(TextHash.Of(text[..10]), TextHash.Of(text[^4..^1])));
        }
        else if (document.Kind == DocumentKind.Organisation && text.Length is >= 17 and <= 19)
        {
            values.Add(TextHash.Join(13, TextHash.Of(text[2..12])));
            values.Add(TextHash.Join(14, TextHash.Of(text[^7..^1])));
        }
        else if (document.Kind != DocumentKind.None && text.Length >= 6)
        {
            values.Add(TextHash.Join(15, TextHash.Of(text[..(text.Length / 2)])));
            values.Add(TextHash.Join(16, TextHash.Of(text[^(text.Length / 2)..])));
        }
    }

    private static void NameParts(ReadOnlySpan<char> name, ref ValueList values)
    {
        if (name.Length is < 2 or > 32)
        {
            return;
        }

        if (name.Length > 4)
        {
            values.Add(TextHash.Join(17, TextHash.Of(name[..(name.Length / 2)])));
            values.Add(TextHash.Join(18, TextHash.Of(name[^(name.Length / 2)..])));
            return;
        }

        Span<char> rest = stackalloc char[4];
        for (var i = 0; i < name.Length; i++)
        {
            name[..i].CopyTo(rest);
            name[(i + 1)..].CopyTo(rest[i..]);
            values.Add(TextHash.Join((ulong)name.Length, TextHash.Of(rest[..(name.Length - 1)])));
        }
    }
}
