using Exchange.Schema.Cases;

namespace Exchange.Schema.Calendars;

/// <summary>The deadline of a case by what its department promised and how long its clock stood still.</summary>
public static class CaseDeadline
{
    /// <summary>
    /// The promised time moved on by the working days of the pauses after acceptance; where only a span was promised, the span from
    /// acceptance. Sources that move the promise on themselves are not to be asked for it.
    /// </summary>
    /// <param name="whole">The case.</param>
    /// <param name="calendar">Which days are working days.</param>
    /// <param name="asOf">The moment of the calculation; for a finished case, that of its end counts.</param>
    /// <returns>The deadline; <see langword="null"/> where the case has no acceptance or promise, or a promise that cannot be.</returns>
    public static Deadline? Of(Case whole, WorkCalendar calendar, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(whole);
        if (whole.AcceptedAt is not { } accepted || (whole.PromisedAt is null && whole.PromisedLimit?.ToLimit() is null))
        {
            return null;
        }

        // Times of a case are told in the offset of its source: its days are the days there.
        var zone = TimeZoneInfo.CreateCustomTimeZone("source", accepted.Offset, null, null);
        var pauses = (whole.Pauses ?? []).Where(p => p.StartedAt is not null).Select(p => new ClockPause(p.StartedAt!.Value, p.EndedAt));
        var clock = new DeadlineClock(calendar, zone);
        return whole.PromisedAt is { } promised
            ? clock.Extend(accepted, promised, [.. pauses], whole.FinishedAt ?? asOf)
            : clock.Compute(accepted, whole.PromisedLimit!.ToLimit()!.Value, [.. pauses], whole.FinishedAt ?? asOf);
    }
}
