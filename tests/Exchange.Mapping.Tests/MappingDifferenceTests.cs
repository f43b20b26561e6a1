using System.Text;
using Exchange.Mapping.Difference;

namespace Exchange.Mapping.Tests;

/// <summary>Two states of a mapping on the same records.</summary>
public sealed class MappingDifferenceTests
{
    private static readonly string[] Records =
    [
        """{"no":"A1","itemCode":"1234567890","itemName":"x","state":"1","who":"张三"}""",
        """{"no":"A2","itemCode":"1234567890","itemName":"x","state":"2","who":"李四"}""",
        """{"no":"A3","itemCode":"1234567890","itemName":"x","state":"7","who":"王五"}""",
    ];

    [Fact]
    public void Add_SameMapping_FindsNothing()
    {
        var report = Compare(Workspace.Codes, Workspace.Codes);

        Assert.False(report.Any);
        Assert.Equal((3, 3), (report.Compared, report.Same));
    }

    [Fact]
    public void Add_ChangedRow_TellsFieldCountAndValues()
    {
        var report = Compare(Workspace.Codes, Workspace.Codes.Replace("2,done", "2,delivered", StringComparison.Ordinal));

        var field = Assert.Single(report.Fields);
        Assert.Equal(("status", 1, 1), (field.Field, field.Records, report.Changed));
        Assert.Equal([new ValueChange("<done>", "<delivered>", 1)], field.Values);
    }

    [Fact]
    public void Add_RemovedRow_TellsWhatGoesToQuarantine()
    {
        var report = Compare(Workspace.Codes, "table,raw,canonical,label,from,to\ncase-status,1,accepted,受理,,\n");

        Assert.Equal(1, report.NewlyQuarantined);
        Assert.Equal([new ErrorChange("status", "unmapped-code", "2", 1)], report.NewErrors);
    }

    [Fact]
    public void Add_AddedRow_TellsWhatIsMended()
    {
        var report = Compare(Workspace.Codes, Workspace.Codes + "case-status,7,void,作废,,\n");

        Assert.Equal((1, 0), (report.Mended, report.NewlyQuarantined));
        Assert.Equal([new ErrorChange("status", "unmapped-code", "7", 1)], report.MendedErrors);
    }

    private static DifferenceReport Compare(string oldCodes, string newCodes)
    {
        using var before = Workspace.Demo("applicant.name: who", oldCodes);
        using var after = Workspace.Demo("applicant.name: who", newCodes);
        var difference = new MappingDifference(before.Load(), after.Load(), (_, value) => $"<{value}>");
        foreach (var record in Records)
        {
            difference.Add(Encoding.UTF8.GetBytes(record));
        }

        return difference.Report;
    }
}
