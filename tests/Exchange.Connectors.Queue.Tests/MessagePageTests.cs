using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Queue.Messages;

namespace Exchange.Connectors.Queue.Tests;

public sealed class MessagePageTests
{
    [Theory]
    [InlineData("json", """{"a":{"b":""", "undecodable")]
    [InlineData("xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "undecodable")]
    [InlineData("xml", "<a><b></a>", "undecodable")]
    [InlineData("json", "\uD800", "undecodable")]
    public void Add_HostileMessage_IsAFaultThatKeepsTheBytes(string format, string text, string reason)
    {
        var record = Assert.Single(Read(new MessageFormat { Format = format }, Encoding.UTF8.GetBytes(text)));

        Assert.Equal(reason, record.Fault!.Reason);
        Assert.Contains("\"message\":\"", Encoding.UTF8.GetString(record.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_MillionLevelsDeep_IsAFault()
    {
        Assert.Equal("undecodable", Assert.Single(Read(new MessageFormat(), Encoding.UTF8.GetBytes(new string('[', 1_000_000)))).Fault!.Reason);
        Assert.Equal("undecodable", Assert.Single(Read(new MessageFormat { Format = "xml" }, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))))).Fault!.Reason);
    }

    [Fact]
    public void Add_BytesOfAnotherCharacterSet_IsAFaultNotAReplacement()
    {
        var bytes = Encoding.Latin1.GetBytes("{\"id\":\"\xC2\xE5\xD1\xF4\"}");

        Assert.Equal("undecodable", Assert.Single(Read(new MessageFormat(), bytes)).Fault!.Reason);
        var read = Assert.Single(Read(new MessageFormat { Charset = CharacterSet.Find("gbk")! }, bytes));
        Assert.Equal("洛阳", read.SourceKey);
    }

    [Fact]
    public void Add_ByteOrderMark_IsLeftOut() =>
        Assert.Equal("1", Assert.Single(Read(new MessageFormat(), [0xEF, 0xBB, 0xBF, .. "{\"id\":\"1\"}"u8])).SourceKey);

    [Fact]
    public void Add_XmlWithOneRecordOrNone_IsAListOfOneOrNone()
    {
        var format = new MessageFormat { Format = "xml", Records = FieldPath.Parse("$.R.ROW") };

        Assert.Equal("1", Assert.Single(Read(format, "<R><ROW><id>1</id></ROW></R>"u8.ToArray())).SourceKey);
        Assert.Empty(Read(format, "<R><COUNT>0</COUNT></R>"u8.ToArray()));
        Assert.Empty(Read(format, "<R/>"u8.ToArray()));
        Assert.Equal("missing", Assert.Single(Read(format, "<OTHER/>"u8.ToArray())).Fault!.Reason);
    }

    private static IReadOnlyList<SourceRecord> Read(MessageFormat format, byte[] body)
    {
        var page = new MessagePage(format, 50);
        page.Add(new IncomingMessage { Body = body, Length = body.Length, Properties = new Dictionary<string, string>() });
        var stream = new Abstractions.Connectors.StreamDeclaration
        {
            Name = "s", Part = "case", Key = ["id"], CaseKey = "id", Schedule = "", Mapping = "", Node = new ConfigMap(default, []),
        };
        return page.Read(new RecordReader(stream, null, null), DateTimeOffset.UnixEpoch).Records;
    }
}
