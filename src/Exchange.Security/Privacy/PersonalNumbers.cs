namespace Exchange.Security.Privacy;

/// <summary>Recognises personal numbers within a run of digits.</summary>
internal static class PersonalNumbers
{
    /// <summary>The length of the shortest personal number: a mobile number.</summary>
    public const int Shortest = 11;

    // A bank card; one more where a letter X follows it.
    private const int Longest = 19;

    /// <summary>The personal numbers of a run; a digit may belong to several.</summary>
    public static IReadOnlyList<FoundNumber> In(DigitRun run)
    {
        List<FoundNumber>? found = null;
        for (var group = 0; group < run.Groups; group++)
        {
            var first = run.GroupStart(group);
            for (var last = group; last < run.Groups; last++)
            {
                var end = run.GroupEnd(last);
                if (end - first + 1 > Longest + 1)
                {
                    break;
                }

                var number = Recognise(run, first, end, grouped: last > group);
                if (number is null && run[end] == 'X' && end > first)
                {
                    // The letter belongs to the word that follows.
                    number = Recognise(run, first, end - 1, grouped: last > group);
                }

                if (number is { } one)
                {
                    (found ??= []).Add(one);
                }
            }

            FindEmbedded(run, first, run.GroupEnd(group), ref found);
        }

        return found ?? (IReadOnlyList<FoundNumber>)[];
    }

    private static FoundNumber? Recognise(DigitRun run, int first, int last, bool grouped)
    {
        var length = last - first + 1;
        if (IdentityNumber.LooksLike(run, first, length, strictDate: grouped))
        {
            return new FoundNumber(first, last, 3, 4);
        }

        var prefix = length switch
        {
            11 => 0,
            13 when run[first] == '8' && run[first + 1] == '6' => 2,
            15 when run[first] == '0' && run[first + 1] == '0' && run[first + 2] == '8' && run[first + 3] == '6' => 4,
            _ => -1,
        };
        if (prefix >= 0 && IsMobile(run, first + prefix, last))
        {
            return new FoundNumber(first + prefix, last, 3, 4);
        }

        return IsBankCard(run, first, last) ? new FoundNumber(first, last, 0, 4) : null;
    }

    /// <summary>An identity number inside a longer row of digits counts only with a real date and the right check digit.</summary>
    private static void FindEmbedded(DigitRun run, int first, int last, ref List<FoundNumber>? found)
    {
        for (var start = first; last - start + 1 >= IdentityNumber.Length; start++)
        {
            if (IdentityNumber.IsValid(run, start))
            {
                (found ??= []).Add(new FoundNumber(start, start + IdentityNumber.Length - 1, 3, 4));
            }
        }
    }

    private static bool IsMobile(DigitRun run, int first, int last) =>
        run[first] == '1' && run[first + 1] >= '3' && run[last] != 'X';

    // Cards begin with 2–6 or 9; other row numbers of that length (time-based ids above all) begin with 1.
    private static bool IsBankCard(DigitRun run, int first, int last)
    {
        if (last - first + 1 is < 16 or > Longest || run[last] == 'X' || run[first] is not ((>= '2' and <= '6') or '9'))
        {
            return false;
        }

        var sum = 0;
        for (var i = last; i >= first; i--)
        {
            var digit = run[i] - '0';
            var weighted = (last - i) % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
