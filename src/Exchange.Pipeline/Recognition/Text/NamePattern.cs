namespace Exchange.Pipeline.Recognition.Text;

/// <summary>Compares names in which characters stand that a system could not show.</summary>
internal static class NamePattern
{
    /// <summary>In a pattern: nothing or up to two characters, such as the parts of a rare one written out in brackets.</summary>
    public const char Some = '\u0002';

    /// <summary>Whether two names can be one. A character that could not be shown is one or two of the other name.</summary>
    public static bool CanBeOne(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? Optional(right) : Optional(left);
        }

        if (left[0] == right[0] && left[0] > NamePattern.Some)
        {
            return CanBeOne(left[1..], right[1..]);
        }

        return Open(left, right) || Open(right, left);
    }

    private static bool Open(ReadOnlySpan<char> pattern, ReadOnlySpan<char> other)
    {
        if (pattern[0] > Some)
        {
            return false;
        }

        for (var taken = pattern[0] == Some ? 0 : 1; taken <= Math.Min(2, other.Length); taken++)
        {
            if (CanBeOne(pattern[1..], other[taken..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Optional(ReadOnlySpan<char> rest) => !rest.ContainsAnyExcept(Some);
}
