namespace Exchange.Pipeline.Recognition.Text;

/// <summary>How many mistypings lie between two texts: a character wrong, missing, too many, or two neighbours exchanged.</summary>
internal static class EditDistance
{
    private const int Longest = 128;

    /// <summary>The distance, or <paramref name="most"/> + 1 where it is larger than that.</summary>
    public static int Within(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int most)
    {
        if (Math.Abs(left.Length - right.Length) > most || left.Length > Longest || right.Length > Longest)
        {
            return most + 1;
        }

        var same = left.CommonPrefixLength(right);
        left = left[same..];
        right = right[same..];
        while (!left.IsEmpty && !right.IsEmpty && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }

        if (left.IsEmpty || right.IsEmpty)
        {
            return Math.Min(Math.Max(left.Length, right.Length), most + 1);
        }

        if (most == 1)
        {
            return left.Length == 1 && right.Length == 1 || left.Length == 2 && right.Length == 2 && left[0] == right[1] && left[1] == right[0] ? 1 : 2;
        }

        return Full(left, right, most);
    }

    private static int Full(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int most)
    {
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            var smallest = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    best = Math.Min(best, before[j - 2] + 1);
                }

                row[j] = best;
                smallest = Math.Min(smallest, best);
            }

            if (smallest > most)
            {
                return most + 1;
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return Math.Min(last[right.Length], most + 1);
    }
}
