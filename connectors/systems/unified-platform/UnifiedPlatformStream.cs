using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;

namespace Exchange.UnifiedPlatform;

/// <summary>A stream of the unified platform: what clerks keyed at its windows.</summary>
/// <param name="Declaration">What every stream has.</param>
/// <param name="Feed">The platform's feed it reads.</param>
/// <param name="Time">How the platform writes the time of a change.</param>
/// <param name="Zone">The platform's time zone.</param>
internal sealed record UnifiedPlatformStream(StreamDeclaration Declaration, string Feed, TimeText Time, TimeZoneInfo Zone)
{
    public const string UpdatedAt = "UPDATE_TIME";

    private const string Format = "yyyy-MM-dd HH:mm:ss";

    public static UnifiedPlatformStream Read(StreamDeclaration stream, ConnectorDeclaration connector, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        var feed = reader.Choice("feed", "cases", "steps");
        if (stream.Cursor is not { Field: UpdatedAt, Format: Format })
        {
            problems.Error(
                reader.Node("cursor")?.Location ?? stream.Node.Location,
                $"{reader.What}: the platform lists by {UpdatedAt}.",
                $"Write cursor: {{ field: {UpdatedAt}, lookback: 10m, settle: 30s }}.");
        }

        reader.Finish();
        return new UnifiedPlatformStream(stream, feed, new TimeText(Format, connector.TimeZone), connector.TimeZone);
    }
}
