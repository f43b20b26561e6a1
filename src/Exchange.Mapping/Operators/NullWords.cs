using System.Collections.Frozen;

namespace Exchange.Mapping.Operators;

/// <summary>The texts a source writes for nothing. Blank always counts as nothing.</summary>
internal sealed class NullWords
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public NullWords(IEnumerable<string> words)
    {
        _lookup = words.Select(w => w.Trim()).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool Contains(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.IsEmpty || _lookup.Contains(trimmed);
    }
}
