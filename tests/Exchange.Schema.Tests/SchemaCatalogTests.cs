using System.Text.Json;
using Exchange.Schema.Calendars;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Tests;

public sealed class SchemaCatalogTests
{
    [Theory]
    [InlineData("sourceCaseNo", SchemaType.Text, 64)]
    [InlineData("status", SchemaType.Code, null)]
    [InlineData("appliedAt", SchemaType.DateTime, null)]
    [InlineData("result.validTo", SchemaType.Date, null)]
    [InlineData("materials", SchemaType.List, null)]
    [InlineData("materials.count", SchemaType.Integer, null)]
    [InlineData("result.delivered", SchemaType.Flag, null)]
    [InlineData("applicant", SchemaType.Group, null)]
    [InlineData("events.raw", SchemaType.Raw, null)]
    [InlineData("events.department.code", SchemaType.Text, 64)]
    [InlineData("licences.issuer.name", SchemaType.Text, 200)]
    [InlineData("fees.amount", SchemaType.Number, null)]
    [InlineData("evaluations.times", SchemaType.Integer, null)]
    [InlineData("pauses.kind", SchemaType.Code, null)]
    [InlineData("theme.code", SchemaType.Text, 64)]
    [InlineData("parentCaseNo", SchemaType.Text, 64)]
    [InlineData("earlierCaseNo", SchemaType.Text, 64)]
    [InlineData("promisedLimit", SchemaType.Group, null)]
    [InlineData("promisedLimit.amount", SchemaType.Integer, null)]
    [InlineData("statutoryLimit.unit", SchemaType.Code, null)]
    [InlineData("pauses.limit.unit", SchemaType.Code, null)]
    [InlineData("result.issuer.code", SchemaType.Text, 64)]
    [InlineData("deliveries.idType", SchemaType.Code, null)]
    [InlineData("licences.key", SchemaType.Text, 128)]
    [InlineData("alerts", SchemaType.List, null)]
    [InlineData("alerts.light", SchemaType.Code, null)]
    [InlineData("alerts.daysLeft", SchemaType.Integer, null)]
    [InlineData("alerts.authority.name", SchemaType.Text, 200)]
    public void Find_KnownPath_TellsTypeAndLength(string path, SchemaType type, int? length)
    {
        var field = SchemaCatalog.CaseV1.Find(path);

        Assert.NotNull(field);
        Assert.Equal(type, field.Type);
        Assert.Equal(length, field.MaximumLength);
    }

    [Fact]
    public void Fields_Required_AreThoseOfTheHeadOfACase()
    {
        var required = SchemaCatalog.CaseV1.Fields.Where(f => f.Required && f.Type != SchemaType.Group).Select(f => f.Path);

        Assert.Equal(["sourceCaseNo", "item.code", "status"], required);
    }

    [Theory]
    [InlineData("applicant.name")]
    [InlineData("applicant.idNo")]
    [InlineData("applicant.mobile")]
    [InlineData("applicant.address")]
    [InlineData("agent.idNo")]
    [InlineData("contact.mobile")]
    [InlineData("events.opinion")]
    [InlineData("events.handler")]
    [InlineData("result.description")]
    [InlineData("raw")]
    [InlineData("result.raw")]
    [InlineData("parties.name")]
    [InlineData("parties.idNo")]
    [InlineData("parties.mobile")]
    [InlineData("parties.address")]
    [InlineData("pauses.handler")]
    [InlineData("pauses.reason")]
    [InlineData("licences.identifier")]
    [InlineData("licences.number")]
    [InlineData("licences.holder")]
    [InlineData("licences.holderIdNo")]
    [InlineData("deliveries.recipient")]
    [InlineData("deliveries.idNo")]
    [InlineData("deliveries.mobile")]
    [InlineData("deliveries.address")]
    [InlineData("deliveries.trackingNo")]
    [InlineData("fees.payer")]
    [InlineData("evaluations.evaluator")]
    [InlineData("evaluations.text")]
    [InlineData("children.raw")]
    [InlineData("alerts.content")]
    [InlineData("alerts.result")]
    [InlineData("alerts.handler")]
    public void Fields_AboutPeople_ArePersonal(string path) => Assert.True(SchemaCatalog.CaseV1.Find(path)!.Personal);

    [Fact]
    public void Fields_Coded_NameAKnownSet()
    {
        var coded = SchemaCatalog.CaseV1.Fields.Where(f => f.Type == SchemaType.Code).ToList();

        Assert.Equal(29, coded.Count);
        Assert.All(coded, f => Assert.NotEmpty(CodeSets.Words(f.CodeSet!)));
    }

    [Fact]
    public void Words_OfLimitUnits_AreTheUnitsTheCalendarCounts()
    {
        var units = Enum.GetNames<TimeLimitUnit>();

        Assert.Equal(units.Select(u => u.ToLowerInvariant()), CodeSets.Words(CodeSets.TimeLimitUnit));
        Assert.All(CodeSets.Words(CodeSets.TimeLimitUnit), w => Assert.NotNull(new CaseTimeLimit { Amount = 1, Unit = w }.ToLimit()));
    }

    [Theory]
    [InlineData(null, "workday")]
    [InlineData(5, null)]
    [InlineData(-1, "day")]
    [InlineData(5, "fortnight")]
    public void ToLimit_WhatIsNoSpan_IsNone(int? amount, string? unit) => Assert.Null(new CaseTimeLimit { Amount = amount, Unit = unit }.ToLimit());

    [Fact]
    public void Parts_All_AreListsOrGroupsThatKeepWhatCame()
    {
        Assert.All(CaseParts.All.Where(p => p != CaseParts.Case), part =>
        {
            var field = SchemaCatalog.CaseV1.Find(CaseParts.PathOf(part)!);
            Assert.NotNull(field);
            Assert.Equal(part == CaseParts.Result ? SchemaType.Group : SchemaType.List, field.Type);
            Assert.Contains(field.Children, c => c.Type == SchemaType.Raw);
            Assert.Equal(field.Type == SchemaType.List, field.Children.Any(c => c.Name == "key"));
        });
        Assert.Null(CaseParts.PathOf("permit"));
    }

    [Fact]
    public void Document_OfTheRepository_EqualsTheRecords()
    {
        var shipped = File.ReadAllText(Path.Combine(Repository(), "mappings", "schema", "case.v1.schema.json"));

        Assert.Equal(CaseSchemaDocument.Create(), shipped);
    }

    [Fact]
    public void Json_OfACase_HasTheNamesAndFormsOfTheSchema()
    {
        var json = JsonSerializer.Serialize(
            new Case
            {
                SourceCaseNo = "A1",
                AppliedAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)),
                Result = new CaseResult { ValidTo = new DateOnly(2099, 12, 31), Delivered = false },
            },
            CaseJsonContext.Default.Case);

        Assert.Equal("""{"sourceCaseNo":"A1","appliedAt":"2026-03-02T09:00:00+08:00","result":{"validTo":"2099-12-31","delivered":false}}""", json);
    }

    [Fact]
    public void Rank_OfStates_FollowsTheLifeOfACase()
    {
        Assert.True(CaseStatus.Rank("accepted") < CaseStatus.Rank("in-process"));
        Assert.True(CaseStatus.Rank("in-process") < CaseStatus.Rank("done"));
        Assert.Equal(-1, CaseStatus.Rank("接件"));
        Assert.Equal(-1, CaseStatus.Rank(null));
        Assert.Equal(16, CaseStatus.All.Count);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Exchange.sln")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
