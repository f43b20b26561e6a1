using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>How to ask a service whether it holds an item: a call for each.</summary>
internal sealed record KnownSettings
{
    public required CallSettings Call { get; init; }

    public required ResultSettings Result { get; init; }

    /// <summary>Where what it holds stands; nothing there means that it does not.</summary>
    public required FieldPath Records { get; init; }

    public FieldPath? Version { get; init; }

    public FieldPath? PlatformId { get; init; }

    public static KnownSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var call = CallSettings.Read(reader, "call", [.. SoapSink.ItemNames, "item"]);
        var known = call is null ? null : new KnownSettings
        {
            Call = call,
            Result = ResultSettings.Read(reader.Section("result")),
            Records = reader.Path("records", "$"),
            Version = reader.Path("version"),
            PlatformId = reader.Path("platformId"),
        };
        reader.Allow("result", "records", "version", "platformId");
        reader.Finish();
        return known;
    }
}
