using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;

namespace Exchange.Abstractions.Tests.Sources;

public sealed class RecordReaderTests
{
    [Fact]
    public void Read_CaseKeyOfTwoFields_JoinsThem()
    {
        var record = Read("""[{"file":"洛阳镇|202603.xlsx","row":"7","id":"1"}]""");

        Assert.Equal(@"洛阳镇\|202603.xlsx|7", record.CaseKey);
        Assert.Null(record.Fault);
    }

    [Fact]
    public void Read_OneOfTheCaseKeysFieldsMissing_IsAFault()
    {
        var record = Read("""[{"file":"a.xlsx","id":"1"}]""");

        Assert.Null(record.CaseKey);
        Assert.Equal(("row", "missing"), (record.Fault!.Field, record.Fault.Reason));
    }

    private static SourceRecord Read(string json)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        using var document = JsonDocument.Parse(bytes);
        var stream = new StreamDeclaration
        {
            Name = "rows",
            Part = "case",
            Key = ["id"],
            CaseKey = "file",
            MoreCaseKeys = ["row"],
            Schedule = "* * * * *",
            Mapping = "a/b",
            Node = new ConfigMap(new SourceLocation("x.yaml", 1, 1), []),
        };
        return new RecordReader(stream, TimeZoneInfo.Utc).Read(document.RootElement, bytes, DateTimeOffset.UnixEpoch).Records[0];
    }
}
