using Exchange.Pipeline.Recognition;
using Exchange.Pipeline.Recognition.Assignment;
using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Recognition.Tests;

/// <summary>A plain case of nobody, to be varied.</summary>
internal static class TestCases
{
    public const string IdNo = "35059919850307012X";
    public const string OtherIdNo = "350599199211150237";
    public const string OldIdNo = "350599850307012";
    public const string Uscc = "91350500XX00000198";

    public static CaseEntry Case(string system, string key) => new()
    {
        Reference = new CaseReference(system, key),
        ItemCode = "350521103XK01003",
        ItemName = "食品经营许可",
        DepartmentName = "行政审批局",
        Applicant = Person("陈文海", IdNo),
        AppliedAt = new DateTime(2026, 3, 4, 9, 12, 0),
    };

    public static PartyEntry Person(string name, string? idNo, string? mobile = null, string? address = null) =>
        new() { Type = "person", Name = name, IdNo = idNo, Mobile = mobile, Address = address };

    public static RecognitionResult Resolve(params CaseEntry[] cases) => TestRules.Recogniser.Resolve(cases, MatchDecisions.None, CancellationToken.None);

    public static IReadOnlyList<string> Links(this RecognitionResult result) => [.. result.Links.Select(l => $"{l.Left.Key}={l.Right.Key}").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Candidates(this RecognitionResult result) => [.. result.Candidates.Select(c => $"{c.Left.Key}?{c.Right.Key}").Order(StringComparer.Ordinal)];
}
