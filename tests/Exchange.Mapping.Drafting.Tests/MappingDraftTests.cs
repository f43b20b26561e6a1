using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Drafting.Evaluation;

namespace Exchange.Mapping.Drafting.Tests;

public sealed class MappingDraftTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("draft");

    public void Dispose() => _home.Delete(recursive: true);

    public static TheoryData<string> Sets => [.. LabelledSets.Files.Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Propose_AnyLabelledSet_PassesLint(string set)
    {
        var draft = MappingDraft.Propose(DraftEvaluation.Read(Path.Combine(LabelledSets.Folder, set)) with { Stream = "records" });
        Write(draft);

        var (_, problems) = MappingLint.Run([_home.FullName, LabelledSets.Root], [draft.Id]);

        Assert.Empty(problems.Items.Where(p => p.Severity == ProblemSeverity.Error).Select(p => $"{p.Location}: {p.Message}"));
    }

    [Fact]
    public void Propose_InitialsNobodyListedWhole_AreReadFromTheirTerms()
    {
        var draft = Draft("""[{"SQRZJHM":"35059919900101005X","SLSJ":"2026-03-02 09:00:00","LXRSJ":"19900000001","XYZQ":"7"}]""");

        Assert.Equal("applicant.idNo", Target(draft, "SQRZJHM"));
        Assert.Equal("acceptedAt", Target(draft, "SLSJ"));
        Assert.Equal("contact.mobile", Target(draft, "LXRSJ"));
        Assert.Contains(draft.Gaps, g => g.Source == "XYZQ");
    }

    [Fact]
    public void Propose_SameNameInAnotherPart_MeansAnotherField()
    {
        const string step = """[{"HJMC":"受理","BLR":"王伟","BLYJ":"同意","BLSJ":"2026-03-02 09:00:00"}]""";

        Assert.Equal("endedAt", Target(Draft(step, "event"), "BLSJ"));
        Assert.Equal("events.endedAt", Draft(step, "event").Fields.Single(f => f.Source == "BLSJ").Canonical);
    }

    [Fact]
    public void Propose_ValuesAgainstTheName_LeaveAGap()
    {
        var draft = Draft("""[{"SLSJ":"甲"},{"SLSJ":"乙"}]""", "case");

        Assert.DoesNotContain(draft.Fields, f => f.Source == "SLSJ");
        Assert.Contains(draft.Gaps, g => g.Source == "SLSJ");
    }

    [Fact]
    public void Propose_TimesInTwoWritings_DeclaresBoth()
    {
        var draft = Draft("""[{"sqsj":"2026-03-02 09:00:00"},{"sqsj":"20260302090000"},{"sqsj":"1900-01-01"}]""");

        Assert.Contains("datetime: [\"yyyy-MM-dd HH:mm:ss\", \"yyyyMMddHHmmss\"]", draft.Mapping, StringComparison.Ordinal);
        Assert.Contains("\"1900-01-01\"", draft.Mapping, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_CodesWithoutAMeaning_AreLeftOpenWithTheirRows()
    {
        var draft = Draft("""[{"bjbh":"A100","bjzt":"71"},{"bjbh":"A101","bjzt":"72"}]""", "case");

        Assert.Contains("case-status,71,,", draft.OpenCodes, StringComparison.Ordinal);
        Assert.Contains(draft.Gaps, g => g.Source == "bjzt");
        Assert.Empty(draft.Codes);
    }

    [Fact]
    public void Propose_CodesWithTextBesideThem_TakeTheMeaningOfTheText()
    {
        var draft = Draft("""[{"bjbh":"A100","bjzt":"71","bjztmc":"已受理"},{"bjbh":"A101","bjzt":"72","bjztmc":"已办结"}]""", "case");

        Assert.Contains("case-status,71,accepted,已受理,,", draft.Codes, StringComparison.Ordinal);
        Assert.Contains("case-status,72,done,已办结,,", draft.Codes, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_UnknownPart_IsToldWithTheKnownOnes()
    {
        var failure = Assert.Throws<ExchangeException>(() => Draft("""[{"a":1}]""", "evnt"));

        Assert.Contains("event", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", 2)]
    [InlineData("[{\"a\":1}]", 1)]
    [InlineData("{\"code\":0,\"data\":{\"items\":[{\"a\":1},{\"a\":2},{\"a\":3}]}}", 3)]
    [InlineData("{\"a\":1,\n\"b\":2}", 1)]
    public void ReadSamples_AnyForm_HoldsTheRecords(string text, int records)
    {
        var file = Path.Combine(_home.FullName, "samples.json");
        File.WriteAllText(file, text);

        Assert.Equal(records, MappingDraft.ReadSamples(file).Count);
    }

    [Fact]
    public void Propose_HostileNames_StayInsideTheirLine()
    {
        var draft = Draft("""[{"a\n\"}: x":"1","SLSJ\n":"2026-03-02 09:00:00","SQR MC":"王伟","sqr.mc":"b","":"c","SLBM[0]":"d"}]""", "case");
        Write(draft);

        var (_, problems) = MappingLint.Run([_home.FullName, LabelledSets.Root], [draft.Id]);
        Assert.Empty(problems.Items.Where(p => p.Severity == ProblemSeverity.Error).Select(p => $"{p.Location}: {p.Message}"));
    }

    private static string? Target(DraftResult draft, string source) => draft.Fields.SingleOrDefault(f => f.Source == source)?.Target;

    private static DraftResult Draft(string records, string? part = null)
    {
        using var document = JsonDocument.Parse(records);
        return MappingDraft.Propose(new DraftRequest("new-system", "records", [.. document.RootElement.EnumerateArray().Select(r => r.Clone())], [LabelledSets.Root], part));
    }

    private void Write(DraftResult draft)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, "mappings", draft.Id.Split('/')[0])).FullName;
        File.WriteAllText(Path.Combine(folder, "records.yaml"), draft.Mapping);
        if (draft.Codes.Length > 0)
        {
            File.WriteAllText(Path.Combine(folder, "codes.csv"), draft.Codes);
        }
    }
}
