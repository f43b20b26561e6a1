using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Compares document numbers with what their check digits say.</summary>
internal static class DocumentComparison
{
    private const int OldLength = 15;
    private const int ModernLength = 18;

    public static Outcome Compare(in DocumentForm left, in DocumentForm right)
    {
        if (left.Kind == DocumentKind.None || right.Kind == DocumentKind.None)
        {
            return Outcome.Missing;
        }

        if (left.Hash == right.Hash)
        {
            return left.Converted != right.Converted ? Outcome.Converted : Outcome.Same;
        }

        if (left.Kind == DocumentKind.Identity && right.Kind == DocumentKind.Identity && (left.Converted || right.Converted))
        {
            return Old(left, right);
        }

        // A mistyping breaks the check digit. Two numbers that both stand the check are two.
        var refuted = (left.Checked && !left.Valid) || (right.Checked && !right.Valid);
        var proved = left.Checked && left.Valid && right.Checked && right.Valid;
        if (!proved && EditDistance.Within(left.Text, right.Text, 1) <= 1)
        {
            return refuted ? Outcome.Typo : Outcome.Near;
        }

        return left.Kind == right.Kind && (left.Valid && right.Valid) ? Outcome.Different : Outcome.Doubtful;
    }

    // Without a check digit nothing proves a mistyping, and nothing refutes it.
    private static Outcome Old(in DocumentForm left, in DocumentForm right)
    {
        Span<char> first = stackalloc char[ModernLength];
        Span<char> second = stackalloc char[ModernLength];
        var a = Body(left.Text, first);
        var b = Body(right.Text, second);
        var distance = EditDistance.Within(a, b, 1);
        return distance == 0 ? Outcome.Converted
            : distance == 1 ? Outcome.Near
            : left.Valid && right.Valid ? Outcome.Different : Outcome.Doubtful;
    }

    // What both forms have: the number without century and check digit.
    private static ReadOnlySpan<char> Body(string text, Span<char> buffer)
    {
        if (text.Length != ModernLength)
        {
            return text;
        }

        text.AsSpan(0, 6).CopyTo(buffer);
        text.AsSpan(8, 9).CopyTo(buffer[6..]);
        return buffer[..OldLength];
    }
}
