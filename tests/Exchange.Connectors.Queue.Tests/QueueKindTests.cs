using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Queue.Kafka;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Queue.Tests;

public sealed class QueueKindTests
{
    [Fact]
    public void Validate_GoodFile_HasNoProblems() => Assert.Empty(Problems("""
        kind: queue
        settings: { url: "${setting:mq.url}", user: hub, password: "${secret:mq}", budget: { perSecond: 5 } }
        streams:
          - { name: a, queue: { name: q, format: xml, charset: gbk, records: $.R.ROW, add: { ID: messageId }, version: { field: T } }, key: [ID], caseKey: NO }
        sink:
          publish: { exchange: e, routingKey: "case.{item.dept}" }
        """));

    [Fact]
    public void Validate_ManyMistakes_AreAllToldAtOnce()
    {
        var problems = Problems("""
            kind: queue
            settings: { broker: rabbitmq, url: "amqp://me:secret@host", host: h, user: hub, servers: "k:9092" }
            streams:
              - name: a
                queue: { nam: q, charset: klingon, prefetch: 10000, maximumMessage: 1048576, add: { X: mesageId }, idle: 1ms, version: { field: t, format: "?" } }
                cursor: { field: t }
                key: ["a[0]"]
                caseKey: b
            sink:
              publish: { routingKey: "{dept}", topics: t }
              capabilities: { onUnknown: ask }
            """);

        string[] expected =
        [
            "'servers' does not belong", "both 'url' and 'host'", "'user' and 'password' belong together", "'name' is missing", "'charset' is 'klingon'", "'mesageId'",
            "'idle' is out of range", "no time format", "more than 512 MiB", "unknown key 'nam'", "not read by a cursor", "'a[0]' is no path", "unknown placeholder '{dept}'",
            "unknown key 'topics'", "'onUnknown: ask' cannot be",
        ];
        Assert.All(expected, e => Assert.Contains(problems, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.All(problems, p => Assert.True(p.Location.Line > 0 && p.Remedy.Length > 0));
        Assert.DoesNotContain(problems, p => (p.Message + p.Remedy).Contains("secret@", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Kafka_WantsServersAndRefusesWhatIsOfRabbit()
    {
        var problems = Problems("""
            kind: queue
            settings: { broker: kafka, tls: true }
            streams:
              - { name: a, queue: { name: q, idle: 3s, poison: 3 }, key: [a], caseKey: b }
            sink: { publish: { topic: t } }
            """);

        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, p => p.Message.Contains("'servers' is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void OptionsSchema_DescribesEveryOption()
    {
        using var schema = JsonDocument.Parse(new QueueKind().OptionsSchema);
        var parts = schema.RootElement.GetProperty("$defs").EnumerateObject().ToList();

        Assert.Equal(["settings", "stream", "sink"], parts.Select(p => p.Name));
        Assert.All(parts, p => Described(p.Value));

        static void Described(JsonElement of)
        {
            if (!of.TryGetProperty("properties", out var properties))
            {
                return;
            }

            foreach (var property in properties.EnumerateObject())
            {
                Assert.True(property.Value.TryGetProperty("description", out _), property.Name);
                Described(property.Value);
            }
        }
    }

    [Fact]
    public void KafkaCursor_KeepsTheNextOffsetOfEachPartition()
    {
        var cursor = KafkaCursor.Parse("""{"1":7,"0":12}""", "cases");
        cursor.Advance(1, 9);
        cursor.Advance(0, 3);
        cursor.Advance(2, 0);

        Assert.Equal("""{"0":12,"1":9,"2":0}""", cursor.ToString());
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00+08:00")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"0":-1}""")]
    [InlineData("""{"0":"x"}""")]
    [InlineData("[1]")]
    public void KafkaCursor_OfAnotherKind_IsADataFailure(string text) =>
        Assert.Equal(FailureKind.Data, Assert.Throws<ExchangeException>(() => KafkaCursor.Parse(text, "cases")).Kind);

    private static IReadOnlyList<Problem> Problems(string yaml)
    {
        var problems = new ProblemList();
        new QueueKind().Validate(Declarations.Parse(yaml), problems);
        return problems.Items;
    }
}
