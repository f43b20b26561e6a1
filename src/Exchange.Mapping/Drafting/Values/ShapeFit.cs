using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Values;

/// <summary>Judges whether values look like what a rule expects.</summary>
internal static class ShapeFit
{
    private const double Unknown = 0.9;
    private const int MostCodes = 24;

    /// <summary>1 where the values speak for the rule, less where they say little, 0 where they speak against it; and what was seen.</summary>
    public static (double Factor, string Seen) Of(string shape, ValueFacts facts, SchemaField field)
    {
        if (field.Type is SchemaType.Date or SchemaType.DateTime)
        {
            shape = "time";
        }

        if (facts.IsEmpty)
        {
            return (facts.HasFlags && shape is not ("flag" or "code") ? 0 : Unknown, "no values in the samples");
        }

        return shape switch
        {
            "time" => facts.NamedTimes.Count > 0 ? (1, $"times as {string.Join(", ", facts.NamedTimes)}") : (0, ""),
            _ when facts.PlainlyTimes => (0, ""),
            "idno" => IdNumber(facts),
            "phone" => facts.Phones >= 0.7 && facts.IdNumbers < 0.3 ? (1, facts.Mobiles > 0.5 ? "mobile numbers" : "phone numbers") : (0, ""),
            "itemcode" => facts.Items >= 0.6 ? (1, "item codes") : facts.Items > 0 ? (0.85, "some item codes") : (0, ""),
            "deptcode" => DepartmentCode(facts),
            "region" => facts.Regions >= 0.7 ? (1, "region codes") : (0, ""),
            "number" => facts.Numbers >= 0.9 ? (1, "numbers") : (0, ""),
            "flag" => facts.HasFlags || (facts.Distinct.Count <= 4 && facts.Distinct.All(v => v.Length <= 5)) ? (1, "two values") : (0, ""),
            "code" => Code(facts),
            "name" => Name(facts, 200),
            "person" => Name(facts, 40),
            "deptname" => DepartmentName(facts),
            "regionname" => facts.Chinese >= 0.6 && facts.Share(v => v.Length <= 30 && "省市区县镇乡村道旗州".Contains(v[^1], StringComparison.Ordinal)) >= 0.5 ? (1, "names of regions") : (0, ""),
            "party" => facts.Parties >= 0.6 ? (1, "names of people or organisations") : (0, ""),
            "party-type" => PartyType(facts),
            "postcode" => facts.Share(v => v.Length == 6 && v.All(char.IsAsciiDigit)) > 0.7 ? (1, "postcodes") : (0, ""),
            "key" => Key(facts, field),
            "text" => facts.IdNumbers > 0.5 || facts.Mobiles > 0.5 ? (0, "") : (0.97, "texts"),
            "textlong" => facts.Words > 0.5 && facts.Share(v => v.Length > 1) > 0.5 && facts.Mobiles < 0.3 ? (0.95, "texts") : (0, ""),
            "address" => facts.Words >= 0.6 && facts.Share(v => v.Length >= 4) >= 0.6 && facts.IdNumbers < 0.3 ? (1, "addresses") : (0, ""),
            _ => (Unknown, ""),
        };
    }

    private static (double Factor, string Seen) IdNumber(ValueFacts facts)
    {
        if (facts.IdNumbers + facts.Usccs > 0.5)
        {
            return (1, facts.IdNumbers >= facts.Usccs ? "identity numbers with right check digits" : "credit codes with right check digits");
        }

        var alike = facts.Share(v => v.Length is >= 6 and <= 500 && v.Any(char.IsAsciiDigit) && !v.Any(c => c is >= '\u4E00' and <= '\u9FFF'));
        return alike >= 0.7 && facts.Mobiles < 0.5 ? (facts.IdNumbers + facts.Usccs > 0 ? 0.97 : 0.9, "document numbers") : (0, "");
    }

    private static (double Factor, string Seen) DepartmentCode(ValueFacts facts)
    {
        if (facts.Usccs > 0.5)
        {
            return (1, "credit codes with right check digits");
        }

        var codes = facts.Share(v => v.Length is >= 3 and <= 40 && v.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && v.Any(char.IsAsciiDigit));
        return codes >= 0.8 && facts.Mobiles < 0.5 && facts.IdNumbers < 0.3 ? (0.92, "codes") : (0, "");
    }

    private static (double Factor, string Seen) Code(ValueFacts facts)
    {
        // Numbers that are all different tell things apart; they are no codes.
        var numbers = facts.Values.Count > 3 && facts.Distinct.Count == facts.Values.Count && facts.Share(v => v.Length > 4 && v.Any(char.IsAsciiDigit)) > 0.5;
        var few = !numbers && facts.Distinct.Count <= MostCodes && facts.Distinct.All(v => v.Length <= 24);
        return few && facts.IdNumbers < 0.3 && facts.Mobiles < 0.3 && facts.PlainItems < 0.3 && (facts.Distinct.Count <= 6 || facts.Distinct.Count < facts.Values.Count || facts.Distinct.All(v => v.Length <= 3))
            ? (1, $"{facts.Distinct.Count} different codes") : (0, "");
    }

    private static (double Factor, string Seen) Name(ValueFacts facts, int longest)
    {
        if (facts.Words < 0.6 || facts.IdNumbers > 0.3 || facts.Mobiles > 0.3 || facts.PlainItems > 0.3 || facts.Usccs > 0.5)
        {
            return (0, "");
        }

        var fitting = facts.Share(v => v.Length <= longest);
        return fitting < 0.8 ? (0, "") : facts.Chinese >= 0.5 ? (1, "Chinese texts") : facts.Share(v => v.Length >= 3) >= 0.6 ? (0.9, "texts") : (0.6, "short texts");
    }

    private static (double Factor, string Seen) DepartmentName(ValueFacts facts)
    {
        var (factor, seen) = Name(facts, 200);
        return factor == 0 ? (0, "") : facts.Departments >= 0.5 ? (factor, "names of offices") : (factor * 0.75, seen);
    }

    // "apply type" is the channel in one system and person or enterprise in another: only the words can tell.
    private static (double Factor, string Seen) PartyType(ValueFacts facts) =>
        facts.Share(v => v is "个人" or "自然人" or "法人" or "企业" or "企业法人" or "单位" or "person" or "enterprise" or "individual" or "company") > 0.8 ? (1.1, "kinds of applicants") : (0, "");

    private static (double Factor, string Seen) Key(ValueFacts facts, SchemaField field)
    {
        if (facts.IdNumbers + facts.Usccs > 0.5 || facts.Mobiles > 0.5 || facts.HasFlags)
        {
            return (0, "");
        }

        // A number of a case tells cases apart; a word does not.
        if (field.Path is "sourceCaseNo" or "numbers.national" or "numbers.provincial" or "numbers.local" or "numbers.project")
        {
            return facts.Share(v => v.Any(char.IsAsciiDigit) && v.Any(c => char.IsAsciiLetterOrDigit(c)) && v.Length >= 2) >= 0.8 ? (1, "numbers of cases") : (0, "");
        }

        return facts.Share(v => v.Any(char.IsAsciiDigit) || v.All(c => c < 128)) >= 0.7 ? (0.98, "numbers") : (0.6, "texts");
    }
}
