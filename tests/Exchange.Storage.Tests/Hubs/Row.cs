using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Sources;

namespace Exchange.Storage.Tests.Hubs;

/// <summary>Records of the bureau.</summary>
internal static class Row
{
    public static DateTimeOffset At(int minute) => new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)).AddMinutes(minute);

    /// <summary>An acceptance: the head of a case.</summary>
    public static SourceRecord Case(string no, int? minute = 0, string state = "1", string? id = null, string dept = "D1", string name = "张三", string more = "{}") =>
        Make(id ?? no, no, minute, $$"""{"id":"{{id ?? no}}","no":"{{no}}","item":"高龄补贴","dept":"{{dept}}","name":"{{name}}","state":"{{state}}"}""", more);

    public static SourceRecord Step(string id, string no, int? minute = 0, string name = "审查", int started = 1) =>
        Make(id, no, minute, $$"""{"id":"{{id}}","no":"{{no}}","name":"{{name}}","at":"2026-03-02T09:{{started:00}}:00+08:00"}""");

    public static SourceRecord Result(string id, string no, int? minute = 0, string outcome = "1", string text = "准予") =>
        Make(id, no, minute, $$"""{"id":"{{id}}","no":"{{no}}","outcome":"{{outcome}}","text":"{{text}}"}""");

    public static SourceRecord Make(string id, string? no, int? minute, string json, string more = "{}")
    {
        var document = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        return new SourceRecord
        {
            SourceKey = id,
            CaseKey = no,
            Version = minute is { } m ? At(m) : null,
            Json = JsonSerializer.SerializeToUtf8Bytes(document),
            Acknowledgement = $"{id}@{minute}",
        };
    }

    public static SourceRecord Deleted(this SourceRecord record) => new()
    {
        SourceKey = record.SourceKey,
        CaseKey = record.CaseKey,
        Version = record.Version,
        Json = record.Json,
        Acknowledgement = record.Acknowledgement,
        Operation = RecordOperation.Delete,
    };
}
