using System.Text.Json;
using Exchange.Mapping.CodeQueue;

namespace Exchange.Mapping.Tests;

/// <summary>Cases whose item, department or region has no counterpart in another register.</summary>
public sealed class UnmatchedCodesTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Groups_LocalItems_AreCountedByCodeTheMostFirst()
    {
        using var workspace = Workspace.Demo();
        var codes = new UnmatchedCodes([workspace.Root], "items");
        Add(codes, Item("350521103XK01003", "食品经营许可"), 0);
        Add(codes, Item("350521103XK01003", "食品经营许可（新办）"), 1);
        Add(codes, Item("350521103XK01003", "食品经营许可"), 2);
        Add(codes, Item("ITEM-7", "场地备案"), 3);

        Assert.Equal(4, codes.Looked);
        Assert.Equal(
            ["350521103XK01003 食品经营许可 3 demo 0 2", "ITEM-7 场地备案 1 demo 3 3"],
            codes.Groups().Select(g => $"{g.Code} {g.Name} {g.Cases} {string.Join('+', g.Systems)} {(g.FirstSeen - Day).TotalDays} {(g.LastSeen - Day).TotalDays}"));
    }

    [Theory]
    [InlineData("items", "item", "000117051000")]
    [InlineData("items", "item", "11350500XX000006XK4000117051000")]
    [InlineData("items", "item", "11350500XX000006XK400011705100001")]
    [InlineData("departments", "department", "11350500XX000006XK")]
    public void Groups_CodeOfTheNationalRegister_NeedsNoCounterpart(string table, string group, string code)
    {
        using var workspace = Workspace.Demo();
        var codes = new UnmatchedCodes([workspace.Root], table);
        Add(codes, $$$"""{"{{{group}}}":{"code":"{{{code}}}","name":"x"}}""");

        Assert.Empty(codes.Groups());
    }

    [Theory]
    [InlineData("""{"item":{"code":"350521103XK01003","name":"x"}}""")]
    [InlineData("""{"item":{"code":"350199103XK01003","name":"x"},"raw":{"item.code":"SP-1"}}""")]
    [InlineData("""{"item":{"code":"350199103XK01004","name":"x"}}""")]
    public void Groups_CodeInTheCrossWalk_HasItsCounterpart(string content)
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/codes.csv", Workspace.Codes + "items,350521103XK01003,000117051000,,,\nitems,SP-1,350199103XK01003,,,\n");
        workspace.Write("codes/items.csv", "raw,canonical\nSP-2,350199103XK01004\n");
        var codes = new UnmatchedCodes([workspace.Root], "items");
        codes.Add(["demo", "other"], Parse(content), Day);

        Assert.Empty(codes.Groups());
    }

    [Fact]
    public void Groups_CrossWalkOfAnotherSystem_DoesNotCount()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("other/codes.csv", "table,raw,canonical,label,from,to\nitems,350521103XK01003,000117051000,,,\n");
        var codes = new UnmatchedCodes([workspace.Root], "items");
        Add(codes, Item("350521103XK01003", "x"));

        Assert.Equal("350521103XK01003", Assert.Single(codes.Groups()).Code);
    }

    [Fact]
    public void Groups_DepartmentsAndRegions_AreLookedForToo()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("codes/regions.csv", "raw,canonical\n351001,350521\n");
        var departments = new UnmatchedCodes([workspace.Root], "departments");
        Add(departments, """{"department":{"code":"MSBZJ","name":"民生保障局"}}""");
        Add(departments, """{"department":{"name":"市监分局"}}""");
        Add(departments, "{}");
        var regions = new UnmatchedCodes([workspace.Root], "regions");
        Add(regions, """{"region":{"code":"351001"}}""");
        Add(regions, """{"region":{"code":"350128"}}""");

        Assert.Equal([" 市监分局", "MSBZJ 民生保障局"], departments.Groups().Select(g => $"{g.Code} {g.Name}"));
        Assert.Equal(["350128"], regions.Groups().Select(g => g.Code));
    }

    [Fact]
    public void Groups_RecordsThatWaitForTheirCode_StandBesideTheCases()
    {
        using var workspace = Workspace.Demo();
        var codes = new UnmatchedCodes([workspace.Root], "items");
        Add(codes, Item("A-1", "场地备案"));
        codes.AddWaiting("demo", "A-1", 4, Day.AddDays(-1), Day.AddDays(9));
        codes.AddWaiting("demo", "B-1", 2, Day, Day);

        Assert.Equal(["B-1 0 2", "A-1 1 4"], codes.Groups().OrderBy(g => g.Quarantined).Select(g => $"{g.Code} {g.Cases} {g.Quarantined}"));
        Assert.Equal("A-1", codes.Groups()[0].Code);
        Assert.Equal((Day.AddDays(-1), Day.AddDays(9)), (codes.Groups()[0].FirstSeen, codes.Groups()[0].LastSeen));
    }

    [Fact]
    public void FieldOf_Table_IsTheFieldItBelongsTo()
    {
        Assert.Equal(["item.code", "department.code", "region.code"], UnmatchedCodes.Tables.Select(UnmatchedCodes.FieldOf));
        Assert.Null(UnmatchedCodes.FieldOf("channels"));
    }

    private static string Item(string code, string name) => $$$"""{"item":{"code":"{{{code}}}","name":"{{{name}}}"}}""";

    private static void Add(UnmatchedCodes codes, string content, int day = 0) => codes.Add(["demo"], Parse(content), Day.AddDays(day));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
