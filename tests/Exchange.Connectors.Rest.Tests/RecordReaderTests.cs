using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Rest.Tests;

public sealed class RecordReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:00:00", "2026-03-02T01:00:00Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:00:00+09:00", "2026-03-02T00:00:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2026-03-02T09:00:00", "2026-03-02T01:00:00Z")]
    [InlineData("yyyyMMddHHmmss", "20260302090000", "2026-03-02T01:00:00Z")]
    [InlineData("epochSeconds", "1772413200", "2026-03-02T01:00:00Z")]
    [InlineData("epochMilliseconds", "1772413200000", "2026-03-02T01:00:00Z")]
    public void Read_Version_HonoursFormatZoneAndOffset(string format, string text, string expected)
    {
        var record = Read($$"""[{"id":"a","time":"{{text}}"}]""", format).Records[0];

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), record.Version);
    }

    [Theory]
    [InlineData("9999-12-31 23:59:59", 1, 0)]
    [InlineData("2026-03-03 09:00:01", 1, 0)]
    [InlineData("2026-02-30 00:00:00", 0, 1)]
    [InlineData("", 0, 1)]
    [InlineData("0001-01-01 00:00:00", 0, 1)]
    public void Read_ImplausibleVersion_IsLeftOutAndCounted(string text, int farFuture, int unreadable)
    {
        var batch = Read($$"""[{"id":"a","time":"{{text}}"}]""");

        Assert.Null(batch.Records[0].Version);
        Assert.Null(batch.Records[0].Fault);
        Assert.Equal((farFuture, unreadable), (batch.FarFuture, batch.Unreadable));
    }

    [Theory]
    [InlineData("""{"id":"a","no":1}""", "a|1")]
    [InlineData("""{"id":"a|b","no":1}""", @"a\|b|1")]
    [InlineData("""{"id":"a\\","no":1}""", @"a\\|1")]
    public void Read_KeyOfSeveralFields_IsJoinedWithoutClashes(string record, string expected) =>
        Assert.Equal(expected, Read($"[{record}]", key: "[id, no]").Records[0].SourceKey);

    [Theory]
    [InlineData("""{"time":""}""", "id", "missing")]
    [InlineData("""{"id":null}""", "id", "missing")]
    [InlineData("""{"id":"  "}""", "id", "missing")]
    [InlineData("""{"id":[1]}""", "id", "wrong-type")]
    [InlineData("""{"id":"\u0000"}""", "id", "bad-format")]
    [InlineData("\"text\"", "$", "undecodable")]
    [InlineData("null", "$", "undecodable")]
    [InlineData("""{"id":"a","caseKey":null}""", "caseKey", "missing")]
    public void Read_UnusableRecord_CarriesAFault(string record, string field, string reason)
    {
        var read = Read($"[{record}]", caseKey: record.Contains("caseKey", StringComparison.Ordinal) ? "caseKey" : "id").Records[0];

        Assert.Equal((field, reason), (read.Fault!.Field, read.Fault.Reason));
    }

    [Fact]
    public void Read_KeyTooLong_CarriesAFault() =>
        Assert.Equal("too-long", Read($$"""[{"id":"{{new string('x', 513)}}"}]""").Records[0].Fault!.Reason);

    [Fact]
    public void Read_BytesThatAreNoText_CarriesAFault()
    {
        var bytes = Encoding.UTF8.GetBytes("""[{"id":"a","name":"?"},{"id":"b"}]""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xC2;

        var records = Read(bytes).Records;

        Assert.Equal("undecodable", records[0].Fault!.Reason);
        Assert.Equal("b", records[1].SourceKey);
    }

    [Fact]
    public void Read_Json_IsASliceOfThePage()
    {
        var bytes = Encoding.UTF8.GetBytes("""[ {"id": "a"} , {"id":"b"}]""");

        var record = Read(bytes).Records[1];

        Assert.Equal("""{"id":"b"}""", Encoding.UTF8.GetString(record.Json.Span));
        Assert.True(bytes.AsSpan().Overlaps(record.Json.Span));
    }

    [Fact]
    public void Read_ManyRecords_IsFast()
    {
        var record = "{" + string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"field{i}\":\"value of field {i}\"")) + ",\"id\":\"QZ260302000001\",\"time\":\"2026-03-02 09:00:00\"}";
        var bytes = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(record, 1000))}]");
        Read(bytes);

        var best = Enumerable.Range(0, 10).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Read(bytes);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });

        // A tenth of what it reaches, so that a busy machine does not fail the test.
        Assert.True(1000 / best > 10_000, $"{1000 / best:F0} records/s");
    }

    private static RecordBatch Read(string json, string format = "yyyy-MM-dd HH:mm:ss", string key = "[id]", string caseKey = "id") =>
        Read(Encoding.UTF8.GetBytes(json), format, key, caseKey);

    private static RecordBatch Read(byte[] bytes, string format = "yyyy-MM-dd HH:mm:ss", string key = "[id]", string caseKey = "id")
    {
        var declaration = Declarations.Parse($$"""
            settings: {}
            streams:
              - { name: s, key: {{key}}, caseKey: {{caseKey}}, cursor: { field: time, format: "{{format}}" } }
            """);
        using var document = JsonDocument.Parse(bytes);
        return new RecordReader(declaration.Streams[0], declaration.TimeZone).Read(document.RootElement, bytes, Now);
    }
}
