using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Exchange.Pipeline.Registry;
using Exchange.Schema.Invariants;

namespace Exchange.Fleet.Tests;

/// <summary>The theme windows (一件事): one parent case with what is below it, which refers to it by number.</summary>
public sealed class ThemeTests
{
    private static readonly MappingCatalog Mappings = MappingCatalog.Load([Fleet.Root], new ProblemList());

    [Theory]
    [InlineData("business-startup", "SLH", "QYKB202603020007", "QYKB", "parties:9 licences:1 children:5 result:1")]
    [InlineData("real-estate", "YWH", "BDC2026030200017", "BDCDJ-LDGH", "parties:3 licences:2 fees:2 children:4 result:1")]
    [InlineData("road-occupation", "SQBH", "ZYWJ20260302003", "ZYWJDL", "events:7 children:7 fees:1 materials:2 result:1")]
    public void Parent_WithAllItsParts_IsOneCaseInAnyOrder(string system, string caseKey, string number, string theme, string counts)
    {
        var parts = Contributions(system, caseKey, number);
        var content = CaseAssembly.Assemble(parts);

        using var document = JsonDocument.Parse(content);
        Assert.Equal(number, Text(document.RootElement, "sourceCaseNo"));
        Assert.Equal("done", Text(document.RootElement, "status"));
        Assert.Equal(theme, Text(document.RootElement.GetProperty("theme"), "code"));
        Assert.All(counts.Split(' '), c => Assert.Equal(c, $"{c.Split(':')[0]}:{Count(document.RootElement, c.Split(':')[0])}"));
        Assert.Empty(CaseInvariants.Check(document.RootElement).Select(n => $"{n.Rule} {n.Path}"));
        var random = new Random(11);
        for (var i = 0; i < 20; i++)
        {
            var shuffled = parts.ToArray();
            random.Shuffle(shuffled);
            Assert.True(content.Span.SequenceEqual(CaseAssembly.Assemble(shuffled).Span));
        }
    }

    [Theory]
    [InlineData("business-startup", "SLH", "QYKB202603020007", "business-startup/seals", "business-startup/taxes", "business-startup/social-insurances", "business-startup/medical-funds", "business-startup/bank-accounts")]
    [InlineData("real-estate", "YWH", "BDC2026030200017", "utility-water/transfers", "utility-power/transfers", "utility-gas/transfers", "utility-broadcast/transfers")]
    public void Children_OfATheme_NameTheirParentAndAreListedByIt(string system, string caseKey, string number, params string[] streams)
    {
        using var parent = JsonDocument.Parse(CaseAssembly.Assemble(Contributions(system, caseKey, number)));
        var listed = parent.RootElement.GetProperty("children").EnumerateArray().ToDictionary(c => Text(c, "caseNo")!, c => c.Clone());

        foreach (var stream in streams)
        {
            var record = Assert.Single(Find(stream).Records, r => r.GetProperty(caseKey).GetString() == number);
            using var child = JsonDocument.Parse(Mappings.Find(stream)!.Map(SampleFile.Bytes(record)).Content);
            Assert.Equal(number, Text(child.RootElement, "parentCaseNo"));
            Assert.Equal(parent.RootElement.GetProperty("theme").ToString(), child.RootElement.GetProperty("theme").ToString());
            Assert.NotEqual(number, Text(child.RootElement, "sourceCaseNo"));
            Assert.True(listed.Remove(Text(child.RootElement, "sourceCaseNo")!, out var entry), stream);
            Assert.Equal(Text(child.RootElement.GetProperty("item"), "code"), Text(entry, "itemCode"));
            Assert.Equal(Text(child.RootElement.GetProperty("item"), "name"), Text(entry, "itemName"));
        }

        Assert.Empty(listed.Keys);
    }

    [Fact]
    public void Objection_OfOneAgency_HoldsTheCaseUpWhateverOthersSayAfterIt()
    {
        var parts = Contributions("road-occupation", "SQBH", "ZYWJ20260303001");
        var early = new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.FromHours(8));
        var dated = parts.Select(p => p with { Version = p.Part == "case" ? early : p.Key == "opinions-8" ? early.AddDays(1) : early.AddDays(2) }).ToArray();

        using var document = JsonDocument.Parse(CaseAssembly.Assemble(dated));

        Assert.Equal("suspended", Text(document.RootElement, "status"));
    }

    // Cases below the parent that are cases of their own carry its number too, and are not parts of it.
    private static List<OpenContribution> Contributions(string system, string caseKey, string number) =>
        [.. from samples in SampleFile.All
            where samples.System == system
            let mapping = Mappings.Find(samples.Id)!
            from record in samples.Records.Select((r, i) => (Record: r, Number: i))
            where record.Record.GetProperty(caseKey).GetString() == number
            let content = mapping.Map(SampleFile.Bytes(record.Record)).Content
            where mapping.Part != "case" || SourceCaseNo(content) == number
            select new OpenContribution(mapping.Part, mapping.From, [], $"{samples.Stream}-{record.Number}", null, content)];

    private static string? SourceCaseNo(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        return Text(document.RootElement, "sourceCaseNo");
    }

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Count(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? 0 : value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 1;

    private static SampleFile Find(string id) => SampleFile.All.Single(s => s.Id == id);
}
