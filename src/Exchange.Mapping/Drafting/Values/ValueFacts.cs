using Exchange.Mapping.Drafting.Samples;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Drafting.Values;

/// <summary>What the values of a field look like; look-alikes of nothing do not count.</summary>
internal sealed class ValueFacts
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庄柯纪施洪";
    private static readonly string[] Offices = ["局", "委", "委员会", "中心", "办", "办公室", "处", "科", "站", "所", "政府", "厅", "院", "队", "部", "窗口", "镇", "乡", "村", "街道", "公司", "分局", "支队", "会", "社区", "大厅"];
    private static readonly string[] Organisations = ["公司", "厂", "店", "商行", "合作社", "中心", "企业", "学校", "医院", "协会", "事务所", "集团", "局", "委员会", "部"];
    private readonly SampleField _field;
    private IReadOnlyList<string>? _times;

    public ValueFacts(SampleField field)
    {
        _field = field;
        Nulls = [.. field.Values.Where(NullLookAlikes.Is).Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v.Trim()).Distinct(StringComparer.Ordinal)];
        Values = [.. field.Values.Where(v => !NullLookAlikes.Is(v)).Select(v => v.Trim())];
        Distinct = [.. Values.Distinct(StringComparer.Ordinal)];
        IdNumbers = Share(v => IdNumber.Check(v.ToUpperInvariant()) == IdentifierFault.None);
        Usccs = Share(v => Uscc.Check(v.ToUpperInvariant()) == IdentifierFault.None);
        Mobiles = Share(v => MobileNumber.Check(v) == IdentifierFault.None);
        Phones = Share(IsPhone);
        Items = Share(v => ItemCode.Check(v.ToUpperInvariant()) == IdentifierFault.None);
        PlainItems = Share(v => v.Length is 31 or 33 or 16 && ItemCode.Check(v.ToUpperInvariant()) == IdentifierFault.None && v.Any(char.IsAsciiLetter));
        Regions = Share(v => v.Length is 6 or 9 or 12 && !v.AsSpan().ContainsAnyExceptInRange('0', '9') && v[0] is >= '1' and <= '8');
        Numbers = Share(v => decimal.TryParse(v.Replace(",", "", StringComparison.Ordinal), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out _));
        Departments = Share(v => Offices.Any(o => v.EndsWith(o, StringComparison.Ordinal)));
        Parties = Share(v => Organisations.Any(o => v.EndsWith(o, StringComparison.Ordinal)) || (v.Length is >= 2 and <= 4 && Surnames.Contains(v[0], StringComparison.Ordinal) && v.All(c => c > 127)));
        Words = Share(v => v.Any(char.IsLetter));
        Chinese = Share(v => v.Any(c => c is >= '\u4E00' and <= '\u9FFF'));
    }

    /// <summary>The look-alikes of nothing that were seen.</summary>
    public IReadOnlyList<string> Nulls { get; }

    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<string> Distinct { get; }

    public bool IsEmpty => Values.Count == 0;

    public double IdNumbers { get; }

    public double Usccs { get; }

    public double Mobiles { get; }

    public double Phones { get; }

    public double Items { get; }

    /// <summary>Item codes that look like nothing else.</summary>
    public double PlainItems { get; }

    public double Regions { get; }

    public double Numbers { get; }

    public double Words { get; }

    /// <summary>Names of offices.</summary>
    public double Departments { get; }

    /// <summary>Names of people or organisations.</summary>
    public double Parties { get; }

    public double Chinese { get; }

    public bool HasFlags => _field.HasFlags;

    /// <summary>Whether every value is a time, whatever the field is called.</summary>
    public bool PlainlyTimes => Times.Count > 0 && !Times.Contains("yyyyMMdd");

    /// <summary>The formats that read all values; empty where they are no times.</summary>
    public IReadOnlyList<string> Times => _times ??= SampleTimes.Formats(Values, nameSaysTime: false);

    /// <summary>The formats for a field whose name says that it is a time: numbers may be one too.</summary>
    public IReadOnlyList<string> NamedTimes => SampleTimes.Formats(Values, nameSaysTime: true);

    /// <summary>The share of the values of which something holds; 0 without values.</summary>
    public double Share(Func<string, bool> holds) => Values.Count == 0 ? 0 : (double)Values.Count(holds) / Values.Count;

    private static bool IsPhone(string value)
    {
        var digits = value.Count(char.IsAsciiDigit);
        return value.Length <= 40 && value.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ' or '(' or ')' or '*' or '、' or '/' or ',' or ';' or (>= '０' and <= '９'))
            && ((digits >= 7 && value.Length >= 7) || value.Contains('*', StringComparison.Ordinal) || value.Any(c => c is >= '０' and <= '９'))
            && (MobileNumber.Check(value.Trim()) == IdentifierFault.None || value.Length != 18);
    }
}
