using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Exchange.Pipeline.Registry;
using Exchange.Schema.Invariants;

namespace Exchange.Fleet.Tests;

/// <summary>Two scales that run against each other, and an evaluation before what it evaluates, in one case.</summary>
public sealed class EvaluationTests
{
    private const string Number = "11350500XX000006XK4000117051000202603040003";

    private static readonly MappingCatalog Mappings = MappingCatalog.Load([Fleet.Root], new ProblemList());

    [Fact]
    public void Evaluations_OfTwoScalesInOneCase_KeepTheirSides()
    {
        using var document = JsonDocument.Parse(Assemble());

        // The province's 1 is the worst, the hall's 1 the best.
        Assert.Equal(
            ["PJ2603030002 1 very-dissatisfied", "HP2603040015 1 very-satisfied"],
            document.RootElement.GetProperty("evaluations").EnumerateArray().Select(e => $"{e.GetProperty("key")} {e.GetProperty("raw").GetProperty("satisfaction")} {e.GetProperty("satisfaction")}"));
    }

    [Fact]
    public void Evaluation_BeforeTheCaseWasAccepted_IsKeptAndTold()
    {
        using var document = JsonDocument.Parse(Assemble());

        var notice = Assert.Single(CaseInvariants.Check(document.RootElement));
        Assert.Equal("evaluation-after-delivery evaluations[0].at", $"{notice.Rule} {notice.Path}");
    }

    private static ReadOnlyMemory<byte> Assemble() => CaseAssembly.Assemble(
        [.. Of("services", "projectNo"), .. Of("evaluations", "projectNo"), .. Of("hall-evaluations", "BJBH")]);

    private static IEnumerable<OpenContribution> Of(string stream, string caseKey)
    {
        var samples = SampleFile.All.Single(s => s.Id == $"service-evaluation/{stream}");
        var mapping = Mappings.Find(samples.Id)!;
        return samples.Records.Where(r => r.GetProperty(caseKey).GetString() == Number)
            .Select(r => new OpenContribution(mapping.Part, mapping.From, [], stream, null, mapping.Map(SampleFile.Bytes(r)).Content));
    }
}
