using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Exchange.Mapping.Coverage;
using Exchange.Pipeline.Registry;
using Exchange.Schema.Invariants;

namespace Exchange.Fleet.Tests;

/// <summary>The samples of every system go through its mappings, and all parts of a case become one.</summary>
public sealed class SampleTests
{
    private static readonly MappingCatalog Mappings = MappingCatalog.Load([Fleet.Root], new ProblemList());

    public static TheoryData<string> Streams => [.. SampleFile.All.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Samples_OfAStream_AreMappedWithoutError(string id)
    {
        var samples = Find(id);
        var mapping = Mappings.Find(id);

        Assert.NotNull(mapping);
        Assert.NotEmpty(samples.Records);
        Assert.Empty(samples.Records.SelectMany(r => mapping.Map(SampleFile.Bytes(r)).Errors).Select(e => $"{e.Field} from {e.SourcePath}: {e.Reason} {e.Value}"));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Columns_OfSamples_AreReadOrLeftOutWithAReason(string id)
    {
        var samples = Find(id);
        var left = samples.LeftOut;

        Assert.Equal([], samples.Columns.Where(c => !samples.ReadWords.Contains(c) && !left.Contains(c)).Order(StringComparer.Ordinal));
        Assert.Equal([], left.Where(Mappings.Find(id)!.Reads).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Branches_OfAMapping_AreAllTested(string id)
    {
        var report = Assert.Single(MappingCoverage.Run(Mappings, [Fleet.Root], [id], _ => []));

        Assert.True(report.Samples > 0);
        Assert.Equal("", string.Join("; ", report.UntestedBranches.Select(b => $"{b.Field} {b.Operator} {b.Branch} (line {b.Line})")));
        Assert.Equal("", string.Join("; ", report.UnmappedCodes.Select(c => $"{c.Table} {c.Value}")));
    }

    [Theory]
    [InlineData("supervision-messages", "SBLSH", "SB2603020001", "delivered", "events:5 pauses:3 licences:1 deliveries:1 fees:1 materials:2 result:1")]
    [InlineData("national-tables", "project_no", "11350500XX000006XK4000117051000202603020001", "done", "events:2 pauses:1 licences:1 materials:2 evaluations:1 result:1")]
    [InlineData("provincial-exchange", "content", "9F1C0000000000000000000000000001", "done", "events:4 pauses:2 licences:2 materials:2 fees:1 evaluations:1 result:1")]
    [InlineData("livelihood-bureau", "project_no", "11350500XX000006XK4000117051000202603020001", "done", "events:2 evaluations:1 result:1")]
    [InlineData("construction-approval", "SPSXSLBM", "3505992026030200001", "done", "events:6 pauses:1 licences:1 materials:1 result:1")]
    [InlineData("unified-platform", "EXE_ID", "YC2603020007", "done", "events:3 deliveries:1 result:1")]
    public void Parts_OfOneCase_BecomeOneCaseInAnyOrder(string system, string caseKey, string number, string status, string counts)
    {
        var parts = Contributions(system, caseKey, number);

        var content = CaseAssembly.Assemble(parts);

        using var document = JsonDocument.Parse(content);
        Assert.Equal(status, document.RootElement.GetProperty("status").GetString());
        Assert.All(counts.Split(' '), c => Assert.Equal(c, $"{c.Split(':')[0]}:{Count(document.RootElement, c.Split(':')[0])}"));
        foreach (var name in (string[])["sourceCaseNo", "item", "acceptedAt", "finishedAt"])
        {
            Assert.True(document.RootElement.TryGetProperty(name, out _), name);
        }

        Assert.Empty(CaseInvariants.Check(document.RootElement).Select(n => $"{n.Rule} {n.Path}"));
        var random = new Random(7);
        for (var i = 0; i < 20; i++)
        {
            var shuffled = parts.ToArray();
            random.Shuffle(shuffled);
            Assert.True(content.Span.SequenceEqual(CaseAssembly.Assemble(shuffled).Span));
        }
    }

    [Theory]
    [InlineData("supervision-messages", "SBLSH", "SB2603020001")]
    [InlineData("provincial-exchange", "content", "9F1C0000000000000000000000000001")]
    public void Pauses_BegunAndEndedByDifferentMessages_AreClosed(string system, string caseKey, string number)
    {
        using var document = JsonDocument.Parse(CaseAssembly.Assemble(Contributions(system, caseKey, number)));

        Assert.All(document.RootElement.GetProperty("pauses").EnumerateArray(), p => Assert.True(p.TryGetProperty("startedAt", out _) && p.TryGetProperty("endedAt", out _)));
    }

    [Fact]
    public void Parts_OfSystemsWithoutCasesOfTheirOwn_JoinTheCaseTheyBelongTo()
    {
        const string Number = "YC2603020007";
        List<OpenContribution> parts =
        [
            .. Contributions("unified-platform", "EXE_ID", Number),
            .. Contributions("unified-payment", "SN", Number),
            .. Contributions("unified-payment", "YWLSH", Number),
            .. Contributions("parcel-delivery", "DDH", Number),
            .. Contributions("approval-archive", "YWH", Number),
        ];

        using var document = JsonDocument.Parse(CaseAssembly.Assemble(parts));
        var whole = document.RootElement;

        // The courier tells more of the delivery the platform announced, the statement of the fee that was called back; a refund is one more.
        Assert.Equal("delivered", whole.GetProperty("status").GetString());
        var delivery = Assert.Single(whole.GetProperty("deliveries").EnumerateArray());
        Assert.Equal(("mail", "2026-03-09T10:21:33+08:00"), (delivery.GetProperty("method").GetString(), delivery.GetProperty("receivedAt").GetString()));
        Assert.Equal(
            ["paid 1100.00 1100.00", "refunded -550.00 -550.00"],
            whole.GetProperty("fees").EnumerateArray().Select(f => $"{f.GetProperty("status")} {f.GetProperty("amount").GetRawText()} {f.GetProperty("paidAmount").GetRawText()}"));
        Assert.Equal(["受理", "审核", "批准", "归档（30年）"], whole.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("name").GetString()));
        Assert.Equal(2, Count(whole, "materials"));
        Assert.Empty(CaseInvariants.Check(whole).Select(n => $"{n.Rule} {n.Path}"));
    }

    private static List<OpenContribution> Contributions(string system, string caseKey, string number) =>
        [.. from samples in SampleFile.All
            where samples.System == system
            let mapping = Mappings.Find(samples.Id)!
            from record in samples.Records.Select((r, i) => (Record: r, Number: i))
            where record.Record.TryGetProperty(caseKey, out var value) && value.GetString()!.Contains(number, StringComparison.Ordinal)
            select new OpenContribution(mapping.Part, mapping.From, [], $"{samples.Stream}-{record.Number}", null, mapping.Map(SampleFile.Bytes(record.Record)).Content)];

    private static int Count(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? 0 : value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1;

    private static SampleFile Find(string id) => SampleFile.All.Single(s => s.Id == id);
}
