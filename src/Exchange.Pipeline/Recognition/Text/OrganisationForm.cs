namespace Exchange.Pipeline.Recognition.Text;

/// <summary>The compared form of the name of an organisation: what is left without the words every second one has.</summary>
internal static class OrganisationForm
{
    private const int Longest = 200;
    private static readonly string[] Endings = ["有限责任公司", "股份有限公司", "有限公司", "分公司", "公司"];
    private static readonly string[] Marks = ["公司", "集团", "厂", "店", "合作社", "协会", "学校", "小学", "中学", "幼儿园", "医院", "委员会", "中心", "工作室", "经营部", "商行", "企业", "局", "政府", "超市", "事务所", "基金会"];

    /// <summary>The form; empty where nothing is left.</summary>
    public static string Of(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "";
        }

        var text = name.AsSpan(0, Math.Min(name.Length, Longest));
        Span<char> buffer = stackalloc char[Longest];
        var length = 0;
        foreach (var raw in text)
        {
            var c = FoldTable.Of(raw);
            if (c == FoldTable.Unknown || char.IsLetterOrDigit(c))
            {
                buffer[length++] = c;
            }
        }

        return new string(WithoutEnding(buffer[..length]));
    }

    /// <summary>Whether a name is one of an organisation, as far as its words tell.</summary>
    public static bool Looks(string? name)
    {
        if (name is not { Length: >= 4 })
        {
            return false;
        }

        foreach (var mark in Marks)
        {
            if (name.EndsWith(mark, StringComparison.Ordinal) || (mark.Length > 1 && name.Contains(mark, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutEnding(ReadOnlySpan<char> name)
    {
        foreach (var ending in Endings)
        {
            if (name.Length >= ending.Length + 2 && name.EndsWith(ending, StringComparison.Ordinal))
            {
                return name[..^ending.Length];
            }
        }

        return name;
    }
}
