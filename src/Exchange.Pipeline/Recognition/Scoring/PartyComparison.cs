using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Compares names, phones and addresses.</summary>
internal static class PartyComparison
{
    private const int LongName = 8;
    private const int LongestOpen = 16;

    public static Outcome Name(PreparedParty left, PreparedParty right)
    {
        if (left.NameHash == 0 || right.NameHash == 0)
        {
            return Outcome.Missing;
        }

        if (left.NameHash == right.NameHash)
        {
            return left.Open ? Outcome.Variant : Outcome.Same;
        }

        var organisation = left.Organisation || right.Organisation;
        if ((left.Open || right.Open) && left.Name.Length <= LongestOpen && right.Name.Length <= LongestOpen)
        {
            return NamePattern.CanBeOne(left.Name, right.Name) ? Outcome.Variant : Outcome.Different;
        }

        var shortest = Math.Min(left.Name.Length, right.Name.Length);
        if (EditDistance.Within(left.Name, right.Name, shortest >= LongName ? 2 : 1) <= (shortest >= LongName ? 2 : 1))
        {
            return shortest > 1 ? Outcome.Typo : Outcome.Different;
        }

        return Shortened(left.Name, right.Name, organisation ? 4 : 3) ? Outcome.Variant : Outcome.Different;
    }

    public static Outcome Phones(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return Outcome.Missing;
        }

        var near = false;
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var distance = EditDistance.Within(a, b, 1);
                if (distance == 0)
                {
                    return Outcome.Same;
                }

                near |= distance == 1;
            }
        }

        return near ? Outcome.Typo : Outcome.Different;
    }

    public static Outcome Address(PreparedParty left, PreparedParty right)
    {
        if (left.AddressHash == 0 || right.AddressHash == 0)
        {
            return Outcome.Missing;
        }

        if (left.AddressHash == right.AddressHash)
        {
            return Outcome.Same;
        }

        // A neighbour's address differs in a digit, a mistyped one seldom does.
        return PlainForm.SameDigits(left.Address, right.Address) && Alike(left.Address, right.Address) ? Outcome.Near : Outcome.Different;
    }

    public static Outcome Born(PreparedParty left, PreparedParty right) =>
        left.Born.Length == 0 || right.Born.Length == 0 ? Outcome.Missing
        : EditDistance.Within(left.Born, right.Born, 1) switch { 0 => Outcome.Same, 1 => Outcome.Typo, _ => Outcome.Different };

    public static Outcome Project(PreparedCase left, PreparedCase right)
    {
        if (left.ProjectHash == 0 || right.ProjectHash == 0)
        {
            return Outcome.Missing;
        }

        if (left.ProjectHash == right.ProjectHash)
        {
            return Outcome.Same;
        }

        var digits = PlainForm.SameDigits(left.Project, right.Project);
        if (digits && EditDistance.Within(left.Project, right.Project, 1) <= 1)
        {
            return Outcome.Near;
        }

        if (digits && PlainForm.Likeness(left.Project, right.Project) >= 0.6)
        {
            return Outcome.Near;
        }

        // Titles of one pattern that differ are about two things; of two patterns, nobody knows.
        var alike = PlainForm.SharedCharacters(left.Project, right.Project);
        var numbered = !digits && HasDigit(left.Project) && HasDigit(right.Project);
        return alike >= (numbered ? 0.15 : 0.3) ? Outcome.Different : Outcome.Doubtful;
    }

    private static bool HasDigit(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    private static bool Alike(string left, string right) =>
        EditDistance.Within(left, right, 2) <= 2 || Contains(left, right) || PlainForm.Likeness(left, right) > 0.75;

    private static bool Contains(string left, string right) =>
        left.Contains(right, StringComparison.Ordinal) || right.Contains(left, StringComparison.Ordinal);

    // A long name of which somebody keyed the beginning, or an organisation without the place in front.
    private static bool Shortened(string left, string right, int shortest)
    {
        var (less, more) = left.Length < right.Length ? (left, right) : (right, left);
        return less.Length >= shortest && more.Length >= less.Length + 2
            && (more.StartsWith(less, StringComparison.Ordinal) || (shortest > 3 && more.EndsWith(less, StringComparison.Ordinal)));
    }
}
