using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Tests.Generation;

public sealed class CatalogueTests
{
    private readonly Catalogue _catalogue = new();

    [Fact]
    public void Units_Zone_ThirtyFiveWithValidCodes()
    {
        Assert.Equal(35, _catalogue.Units.Count);
        Assert.All(_catalogue.Units, u => Assert.True(Uscc.IsValid(u.Code), u.Name));
        Assert.Equal(35, _catalogue.Units.Select(u => u.Code).Distinct().Count());
    }

    [Fact]
    public void Items_AllUnits_HaveCodesOfTheirLengths()
    {
        var items = _catalogue.Items.Values.SelectMany(i => i).ToList();

        Assert.True(items.Count >= 60);
        Assert.All(items, i => Assert.Equal(31, i.TaskCode.Length));
        Assert.All(items, i => Assert.Equal(12, i.CatalogCode.Length));
        Assert.All(items, i => Assert.Matches("^350521[0-9]{3}[A-Z]{2}[0-9]{5}$", i.LocalCode));
        Assert.Equal(items.Count, items.Select(i => i.TaskCode).Distinct().Count());
        Assert.Equal(items.Count, items.Select(i => i.LocalCode).Distinct().Count());
    }
}
