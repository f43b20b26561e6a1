using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>How the time a read covers is cut: <c>window: { step, by, to }</c>.</summary>
internal sealed record WindowSettings
{
    /// <summary>The longest range a system takes; <see langword="null"/> for any.</summary>
    public TimeSpan? Step { get; init; }

    /// <summary>Whether the system takes days only.</summary>
    public bool ByDay { get; init; }

    /// <summary>Whether the end a system is told belongs to the range.</summary>
    public bool EndIncluded { get; init; } = true;

    public static WindowSettings Read(ConfigReader? reader, StreamDeclaration stream)
    {
        if (reader is null)
        {
            return new WindowSettings();
        }

        var settings = new WindowSettings
        {
            Step = reader.Has("step") ? reader.Duration("step", TimeSpan.FromDays(1)) : null,
            ByDay = reader.Choice("by", "second", "day") == "day",
            EndIncluded = reader.Choice("to", "included", "excluded") == "included",
        };
        if (stream.Cursor is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the stream has no cursor, so there is no window.", "Add 'cursor: { field, format }' to the stream.");
        }
        else if (settings.Step is not null && stream.Start is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'step' needs a beginning.", "Add 'start: \"2020-01-01\"' to the stream.");
        }

        if (settings.Step is { } step && (step < TimeSpan.FromMinutes(1) || (settings.ByDay && step.Ticks % TimeSpan.TicksPerDay != 0)))
        {
            reader.Problems.Error(reader.Node("step")!.Location, $"{reader.What}: 'step' is {(settings.ByDay ? "no whole number of days" : "below a minute")}.", "Write a duration such as 1d.");
        }

        reader.Finish();
        return settings;
    }
}
