using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>How to follow an item a target works on after it took it: <c>poll: { path, code, until, failed, every, atMost }</c>.</summary>
internal sealed record PollSettings
{
    public required RequestSettings Request { get; init; }

    /// <summary>Where the state stands in a reply.</summary>
    public required FieldPath Code { get; init; }

    /// <summary>The states that mean it is done.</summary>
    public required IReadOnlyList<string> Until { get; init; }

    /// <summary>The states that mean it is refused for good.</summary>
    public required IReadOnlyList<string> Failed { get; init; }

    public FieldPath? Message { get; init; }

    public FieldPath? PlatformId { get; init; }

    /// <summary>How long to wait between questions. Default 2 s.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>How long to ask; then nobody knows. Default 1 minute.</summary>
    public TimeSpan AtMost { get; init; }

    public static PollSettings? Read(ConfigReader? reader, IReadOnlyCollection<string> named)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new PollSettings
        {
            Request = RequestSettings.Read(reader),
            Code = reader.Path("code", "$.code"),
            Until = reader.Texts("until"),
            Failed = reader.Texts("failed"),
            Message = reader.Path("message"),
            PlatformId = reader.Path("platformId"),
            Every = reader.Duration("every", TimeSpan.FromSeconds(2)),
            AtMost = reader.Duration("atMost", TimeSpan.FromMinutes(1)),
        };
        Placeholders.Check(reader, settings.Request.Placeholders.Where(p => !p.StartsWith("item.", StringComparison.Ordinal)), [.. RequestValues.Generated, .. SinkWrite.OfItem, .. named]);
        if (settings.Until.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'until' is missing.", "Name the states that mean an item is done: until: [\"1\"].");
        }

        if (settings.Every < TimeSpan.FromMilliseconds(10) || settings.AtMost < settings.Every || settings.AtMost > TimeSpan.FromMinutes(10))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'every' and 'atMost' do not fit.", "Keep every at 10ms or more, and atMost between it and 10m.");
        }

        reader.Finish();
        return settings;
    }
}
