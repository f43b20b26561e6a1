namespace Exchange.Pipeline.Recognition.Text;

/// <summary>The compared forms of titles, codes, addresses and numbers: letters and digits alone.</summary>
internal static class PlainForm
{
    private const int Longest = 512;
    private static readonly char[] AddressLevels = ['省', '市', '县', '区'];

    /// <summary>Letters and digits, folded; empty where nothing is left.</summary>
    public static string Of(string? text) => Of(text, Longest);

    /// <summary>Letters and digits, folded, of the first characters; empty where nothing is left.</summary>
    public static string Of(string? text, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var source = text.AsSpan(0, Math.Min(text.Length, Math.Min(most, Longest)));
        Span<char> buffer = stackalloc char[Longest];
        var length = 0;
        foreach (var raw in source)
        {
            var c = FoldTable.Of(raw);
            if (char.IsLetterOrDigit(c))
            {
                buffer[length++] = c;
            }
        }

        return buffer[..length] is "无" or "NULL" ? "" : new string(buffer[..length]);
    }

    /// <summary>An address without the levels above the town, which some write and others leave out.</summary>
    public static string Address(string? address)
    {
        var form = Of(address);
        var start = 0;
        foreach (var level in AddressLevels)
        {
            var at = form.AsSpan(start).IndexOf(level);

            // 小区 and 社区 are where somebody lives; and something has to be left.
            if (at is >= 1 and <= 12 && start + at + 4 < form.Length && !(level == '区' && form[start + at - 1] is '小' or '社' or '园'))
            {
                start += at + 1;
            }
        }

        return start == 0 ? form : form[start..];
    }

    /// <summary>The name of an item without what stands in brackets or behind a dash.</summary>
    public static string ItemFamily(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "";
        }

        var cut = name.AsSpan().IndexOfAny("（([【—-");
        return Of(cut > 3 ? name[..cut] : name);
    }

    /// <summary>Whether the digits of two forms are the same ones in the same order.</summary>
    public static bool SameDigits(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var j = 0;
        foreach (var c in left)
        {
            if (!char.IsAsciiDigit(c))
            {
                continue;
            }

            while (j < right.Length && !char.IsAsciiDigit(right[j]))
            {
                j++;
            }

            if (j == right.Length || right[j++] != c)
            {
                return false;
            }
        }

        return !right[j..].ContainsAnyInRange('0', '9');
    }

    /// <summary>The share of characters other than digits two forms have in common, from 0 to 1.</summary>
    public static double SharedCharacters(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (common, all) = Shared(left, right);
        var (commonBack, allBack) = Shared(right, left);
        return all + allBack == 0 ? 0 : 2.0 * Math.Min(common, commonBack) / (all + allBack);
    }

    /// <summary>The share of neighbouring pairs of characters two forms have in common, from 0 to 1.</summary>
    public static double Likeness(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length < 2 || right.Length < 2)
        {
            return 0;
        }

        return 2.0 * Math.Min(Common(left, right), Common(right, left)) / (left.Length + right.Length - 2);
    }

    private static (int Common, int All) Shared(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (common, all) = (0, 0);
        foreach (var c in left)
        {
            if (!char.IsAsciiDigit(c))
            {
                all++;
                common += right.Contains(c) ? 1 : 0;
            }
        }

        return (common, all);
    }

    private static int Common(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var common = 0;
        for (var i = 0; i + 1 < left.Length; i++)
        {
            common += right.IndexOf(left.Slice(i, 2)) >= 0 ? 1 : 0;
        }

        return common;
    }
}
