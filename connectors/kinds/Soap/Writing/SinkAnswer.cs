using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>Reads a service's answer: a result for each item, or one for the whole call.</summary>
internal static class SinkAnswer
{
    private const int LongestId = 200;

    public static BatchAnswer Read(JsonElement root, IReadOnlyList<DeliveryItem> items, SoapSink sink, SoapClient client, string place)
    {
        if (sink.Codes is not { } codes)
        {
            return BatchAnswer.All(items, DeliveryOutcome.Accepted);
        }

        if (codes.Records is null)
        {
            return Whole(root, items, codes, client);
        }

        IReadOnlyList<JsonElement> records;
        try
        {
            records = ResultReader.Records(root, codes.Records, place);
        }
        catch (ExchangeException)
        {
            records = [];
        }

        // An answer without results: what its code says is said about all.
        return records.Count == 0 ? Whole(root, items, codes, client) : BatchAnswer.Of([.. Each(records, items, codes, sink, client)]);
    }

    private static BatchAnswer Whole(JsonElement root, IReadOnlyList<DeliveryItem> items, ResultCodes codes, SoapClient client)
    {
        var code = ReplyValue.Text(root, codes.Code);
        var words = ReplyValue.Text(root, codes.Message) is { } said ? client.Words(said) : null;
        return codes.Outcome(code) switch
        {
            DeliveryOutcome.Rejected => BatchAnswer.Refused(SystemWords.Short(code, 50), words),
            DeliveryOutcome.Accepted or DeliveryOutcome.Repeated when items.Count == 1 => BatchAnswer.Of([Result(root, items[0], codes, client)]),
            var outcome => BatchAnswer.All(items, outcome, SystemWords.Short(code, 50), words ?? (code is null ? "the service's answer has no code" : null)),
        };
    }

    private static IEnumerable<DeliveryResult> Each(IReadOnlyList<JsonElement> records, IReadOnlyList<DeliveryItem> items, ResultCodes codes, SoapSink sink, SoapClient client)
    {
        var byKey = new Dictionary<string, DeliveryItem>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            byKey[codes.ItemKey is { } path ? path.FindText(ItemValues.Clone(item, sink.Stamp)) ?? "" : item.Key] = item;
        }

        foreach (var record in records)
        {
            var key = ReplyValue.Text(record, codes.Key);
            var item = key is null ? items.Count == 1 && codes.Key is null ? items[0] : null : byKey.GetValueOrDefault(key);
            if (item is not null)
            {
                yield return Result(record, item, codes, client);
            }
        }
    }

    private static DeliveryResult Result(JsonElement record, DeliveryItem item, ResultCodes codes, SoapClient client)
    {
        var code = ReplyValue.Text(record, codes.Code);
        return new DeliveryResult(item.Key, codes.Outcome(code))
        {
            Code = SystemWords.Short(code, 50),
            Message = ReplyValue.Text(record, codes.Message) is { } said ? client.Words(said) : null,
            PlatformId = SystemWords.Short(ReplyValue.Text(record, codes.PlatformId), LongestId),
        };
    }
}
