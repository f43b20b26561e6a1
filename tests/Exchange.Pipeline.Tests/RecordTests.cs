using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Records;
using Exchange.Security.Privacy;

namespace Exchange.Pipeline.Tests;

public sealed class RecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"b":1,"a":"x"}""", """{ "a" : "x", "b":1 }""")]
    [InlineData("""{"a":{"y":1,"x":[{"q":1,"p":2}]}}""", """{"a":{"x":[{"p":2,"q":1}],"y":1}}""")]
    [InlineData("""{"a":"\u5f20"}""", """{"a":"张"}""")]
    public void Canonical_SameRecordWrittenDifferently_SameBytes(string one, string other) => Assert.Equal(Canonical(one), Canonical(other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":{"b":1}}""", """{"a.b":1}""")]
    [InlineData("""{"a":""}""", """{"a":null}""")]
    public void Canonical_OtherRecord_OtherBytes(string one, string other) => Assert.NotEqual(Canonical(one), Canonical(other));

    [Fact]
    public void Canonical_Ignored_AreLeftOutAtTheirPlaceOnly()
    {
        Assert.Equal("""{"in":{"at":1,"n":2},"list":[{"y":1}]}""", Canonical("""{"at":9,"in":{"at":1,"n":2},"list":[{"x":5,"y":1}]}""", "at", "list.x"));
        Assert.Equal("""{"a":1}""", Canonical("""{"a":1,"b":2}""", "$.b"));
    }

    [Theory]
    [InlineData("QZ260302000001", true)]
    [InlineData("350599199001010011", false)]
    [InlineData("张三", false)]
    [InlineData("~abc", false)]
    [InlineData("?abc", false)]
    [InlineData("", false)]
    public void StoredKey_Of_IsClearOnlyWhereHarmless(string key, bool clear)
    {
        var stored = Keys().Of(key);

        Assert.Equal(clear, stored == key);
        Assert.Equal(stored, Keys().Of(key));
        Assert.True(clear || stored[0] == '~');
        Assert.NotEqual(Keys().Of(key + "2"), stored);
    }

    [Fact]
    public void StoredKey_LongAndKeyless_AreDigests()
    {
        Assert.StartsWith("~", Keys().Of(new string('a', 121)), StringComparison.Ordinal);
        Assert.StartsWith("?", Keys().OfKeyless("{}"u8), StringComparison.Ordinal);
    }

    public static TheoryData<string, RecordOutcome, bool> Decisions => new()
    {
        { "excluded", RecordOutcome.Excluded, false },
        { "folded", RecordOutcome.Superseded, false },
        { "older", RecordOutcome.Superseded, false },
        { "bad", RecordOutcome.Quarantined, false },
        { "older bad", RecordOutcome.Superseded, false },
        { "unknown", RecordOutcome.Mapped, false },
        { "delete", RecordOutcome.Mapped, false },
        { "delete unknown", RecordOutcome.Mapped, false },
        { "delete deleted", RecordOutcome.Unchanged, false },
        { "insert deleted", RecordOutcome.Mapped, false },
        { "same", RecordOutcome.Unchanged, false },
        { "other digest", RecordOutcome.Mapped, false },
        { "other revision, same content", RecordOutcome.Unchanged, true },
        { "other revision, other content", RecordOutcome.Mapped, false },
        { "undated", RecordOutcome.Unchanged, false },
        { "dated over undated", RecordOutcome.Unchanged, false },
        { "replay undated overtaken", RecordOutcome.Superseded, false },
        { "replay same version overtaken", RecordOutcome.Superseded, false },
        { "replay not overtaken", RecordOutcome.Unchanged, false },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Decide_Situation_HasItsOutcome(string situation, RecordOutcome outcome, bool note)
    {
        var known = new KnownRecord(1, 1, Noon, [1], 7, [2], Deleted: false, ChangedAt: Noon);
        var (record, held, revision) = situation switch
        {
            "excluded" => (Record(excluded: true), known, 7),
            "folded" => (Record(folded: true), known, 7),
            "older" => (Record(Noon.AddSeconds(-1)), known, 7),
            "bad" => (Record(Noon, bad: true), known, 7),
            "older bad" => (Record(Noon.AddSeconds(-1), bad: true), known, 7),
            "unknown" => (Record(Noon), null, 7),
            "delete" => (Record(Noon, delete: true), known, 7),
            "delete unknown" => (Record(Noon, delete: true), null, 7),
            "delete deleted" => (Record(Noon, delete: true), known with { Deleted = true }, 7),
            "insert deleted" => (Record(Noon), known with { Deleted = true, RecordDigest = null }, 7),
            "same" => (Record(Noon), known, 7),
            "other digest" => (Record(Noon, digest: 9), known, 7),
            "other revision, same content" => (Record(Noon), known, 8),
            "other revision, other content" => (Record(Noon, content: 9), known, 8),
            "undated" => (Record(), known, 7),
            "dated over undated" => (Record(Noon.AddDays(-1)), known with { Version = null }, 7),
            "replay undated overtaken" => (Record(quarantined: Noon.AddSeconds(-1)), known, 7),
            "replay same version overtaken" => (Record(Noon, quarantined: Noon.AddSeconds(-1)), known, 7),
            _ => (Record(Noon, quarantined: Noon.AddSeconds(1)), (KnownRecord?)known, 7),
        };

        Assert.Equal((outcome, note), RecordDecision.Decide(record, held, revision));
    }

    [Theory]
    [InlineData(1, 2, "12")]
    [InlineData(2, 1, "21")]
    [InlineData(1, 1, "12")]
    [InlineData(null, 1, "12")]
    [InlineData(1, null, "12")]
    public void Batch_KeyTwice_OneIsFolded(int? first, int? second, string order)
    {
        var batch = new PreparedBatch();
        PreparedRecord[] records = [Record(first is { } f ? Noon.AddSeconds(f) : null), Record(second is { } s ? Noon.AddSeconds(s) : null)];
        batch.Add(records[0], "a");
        batch.Add(records[1], "b");

        Assert.Equal((order == "12", order == "21"), (records[0].Folded, records[1].Folded));
        Assert.Equal(["a", "b"], batch.Acknowledgements);
    }

    private static PreparedRecord Record(
        DateTimeOffset? version = null, bool excluded = false, bool folded = false, bool bad = false, bool delete = false, byte digest = 1, byte content = 2, DateTimeOffset? quarantined = null) => new()
        {
            Key = "k",
            Raw = [],
            Version = version,
            Excluded = excluded,
            Folded = folded,
            Errors = bad ? [new FieldError("f", null, "missing", null, "")] : [],
            Operation = delete ? RecordOperation.Delete : RecordOperation.Upsert,
            RecordDigest = [digest],
            ContentDigest = [content],
            QuarantinedAt = quarantined,
        };

    private static StoredKey Keys() => new(new PlainDigester(), new PrivacyGuard());

    private static string Canonical(string json, params string[] ignore)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(new CanonicalRecord(ignore).Write(document.RootElement));
    }

    private sealed class PlainDigester : IDigester
    {
        public byte[] Digest(DigestPurpose purpose, ReadOnlySpan<byte> content) => SHA256.HashData(content)[..IDigester.Length];
    }
}
