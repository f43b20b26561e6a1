using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>The sink of a connector of kind soap.</summary>
internal sealed record SoapSink
{
    /// <summary>The placeholders that tell of an item, besides its fields.</summary>
    internal static readonly string[] ItemNames = ["caseId", "key", "version", "operation", "platformId"];

    public required CallSettings Call { get; init; }

    public required ItemSettings Item { get; init; }

    /// <summary>How many items a call carries. Default 1.</summary>
    public int PerCall { get; init; } = 1;

    public required ItemStamp Stamp { get; init; }

    public required ResultSettings Result { get; init; }

    public ResultCodes? Codes { get; init; }

    public KnownSettings? Known { get; init; }

    public static SoapSink? Read(SinkDeclaration sink, SoapSettings settings, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        var call = CallSettings.Read(reader, "call", [.. ItemNames, "item", "items", "count"]);
        var perCall = reader.Integer("perCall", 1, 1, 10_000);
        var idempotency = reader.Section("idempotency");
        var item = ItemSettings.Read(reader.Section("item"));
        var result = ResultSettings.Read(reader.Section("result"));
        var codes = ResultCodes.Read(reader.Section("results"), perCall);
        var known = KnownSettings.Read(reader.Section("known"));
        var stamp = new ItemStamp(idempotency?.Text("item"), idempotency?.Text("version"), idempotency?.Text("operation"));
        if (sink.Capabilities.OnUnknown == "ask" && known is null)
        {
            problems.Error(sink.Node.Location, "sink: 'onUnknown: ask' needs a way to ask.", "Declare 'known: { call: … }', or choose upsertByKey or park.");
        }

        var singular = call?.Used.FirstOrDefault(n => n == "item" || ItemNames.Contains(n) || n.StartsWith("item.", StringComparison.Ordinal));
        if (call is not null && perCall > 1 && singular is not null)
        {
            problems.Error(reader.Node("call")!.Location, $"sink: a call carries {perCall} items, and '{{{singular}}}' is about one.", "Use {items}, with what is about one item in 'item: { template: … }', or set 'perCall: 1'.");
        }
        else if (call is not null && singular is null && !call.Used.Contains("items"))
        {
            problems.Error(reader.Node("call")!.Location, "sink: the call holds nothing of the item.", "Put {item}, {items} or {item.<field>} into a parameter.");
        }

        if (call?.Envelope is { } envelope && settings.Authentication.Type == "usernameToken" && !envelope.Names.Contains("security"))
        {
            problems.Error(reader.Node("call")!.Location, "sink: the envelope shows no user name token.", "Put {security} into its header.");
        }

        idempotency?.Finish();
        reader.Finish();
        return call is null ? null : new SoapSink { Call = call, Item = item, PerCall = perCall, Stamp = stamp, Result = result, Codes = codes, Known = known };
    }
}
