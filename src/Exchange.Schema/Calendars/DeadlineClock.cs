namespace Exchange.Schema.Calendars;

/// <summary>
/// Computes deadlines. The day after the start is day 1. A pause takes the days after the one it begins on, up to and with the
/// one it ends on; pauses that overlap count once.
/// </summary>
/// <param name="calendar">Which days are working days.</param>
/// <param name="zone">The zone in which a day begins.</param>
public sealed class DeadlineClock(WorkCalendar calendar, TimeZoneInfo zone)
{
    // No limit of any law is longer; past it something is wrong with the pauses.
    private const int MostDays = 366 * 20;

    // The days after it run into the end of what a date can be.
    private const int LastYear = 9900;

    /// <summary>The deadline of a case.</summary>
    /// <param name="start">When the clock begins: acceptance.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="pauses">When the clock stood still, in any order.</param>
    /// <param name="asOf">The moment of the calculation: a pause that has not ended counts up to it.</param>
    /// <returns>The deadline; <see langword="null"/> where it lies more than 20 years away.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public Deadline? Compute(DateTimeOffset start, TimeLimit limit, IReadOnlyCollection<ClockPause> pauses, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        ArgumentOutOfRangeException.ThrowIfNegative(limit.Amount, nameof(limit));
        var spans = Spans(pauses, asOf);
        if (limit.Amount > MostDays * 24 * 60 || start.Year > LastYear)
        {
            return null;
        }

        return limit.Unit switch
        {
            TimeLimitUnit.Hour => ByClock(start, limit.Amount * TimeSpan.TicksPerHour, spans),
            TimeLimitUnit.Minute => ByClock(start, limit.Amount * TimeSpan.TicksPerMinute, spans),
            TimeLimitUnit.Month => ByDays(start, limit.Amount * 30L, spans, workdays: false),
            var unit => ByDays(start, limit.Amount, spans, unit == TimeLimitUnit.Workday),
        };
    }

    /// <summary>Moves a promised time on by the working days in which the clock stood still since the start.</summary>
    /// <param name="start">When the clock began: acceptance.</param>
    /// <param name="promised">The time promised without any pause.</param>
    /// <param name="pauses">When the clock stood still, in any order.</param>
    /// <param name="asOf">The moment of the calculation: a pause that has not ended counts up to it.</param>
    /// <returns>The new deadline; <see langword="null"/> where it lies more than 20 years away.</returns>
    public Deadline? Extend(DateTimeOffset start, DateTimeOffset promised, IReadOnlyCollection<ClockPause> pauses, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(pauses);
        if (promised - start > TimeSpan.FromDays(MostDays))
        {
            return null;
        }

        var days = calendar.CountWorkdays(DayOf(start), DayOf(promised));
        var extended = Compute(start, new TimeLimit(days, TimeLimitUnit.Workday), pauses, asOf);
        return extended is { PausedDays: 0 }
            ? extended with { At = promised, Day = DayOf(promised) }
            : extended;
    }

    private static List<Span> Spans(IReadOnlyCollection<ClockPause> pauses, DateTimeOffset asOf)
    {
        var spans = new List<Span>();
        foreach (var pause in pauses.Where(p => (p.To ?? asOf) >= p.From).OrderBy(p => p.From))
        {
            var span = new Span(pause.From, pause.To ?? asOf, pause.To is null);
            if (spans.Count > 0 && spans[^1].To >= span.From)
            {
                var last = spans[^1];
                spans[^1] = new Span(last.From, last.To > span.To ? last.To : span.To, last.Open || span.Open);
            }
            else
            {
                spans.Add(span);
            }
        }

        return spans;
    }

    private Deadline? ByClock(DateTimeOffset start, long ticks, List<Span> spans)
    {
        var at = start.AddTicks(ticks);
        var paused = false;
        foreach (var span in spans.Where(s => s.To > start))
        {
            if (span.From >= at)
            {
                break;
            }

            if (span.To - start > TimeSpan.FromDays(MostDays))
            {
                return null;
            }

            at += span.To - (span.From > start ? span.From : start);
            paused |= span.Open;
        }

        return new Deadline { At = TimeZoneInfo.ConvertTime(at, zone), Day = DayOf(at), Paused = paused };
    }

    private Deadline? ByDays(DateTimeOffset start, long amount, List<Span> spans, bool workdays)
    {
        var days = spans.ConvertAll(s => (From: DayOf(s.From), To: DayOf(s.To), s.Open));
        var day = DayOf(start);
        var (left, pausedDays, provisional) = (amount, 0, false);
        for (var i = 0; left > 0; i++)
        {
            if (i == MostDays)
            {
                return null;
            }

            day = day.AddDays(1);
            provisional |= workdays && !calendar.IsCertain(day);
            if (workdays && !calendar.IsWorkday(day))
            {
                continue;
            }

            if (days.Exists(p => p.From < day && day <= p.To))
            {
                pausedDays++;
            }
            else
            {
                left--;
            }
        }

        return new Deadline
        {
            At = EndOf(day),
            Day = day,
            PausedDays = pausedDays,
            Paused = days.Exists(p => p.Open && p.From <= day),
            Provisional = provisional,
        };
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private DateTimeOffset EndOf(DateOnly day)
    {
        var end = day.ToDateTime(new TimeOnly(23, 59, 59));
        return new DateTimeOffset(end, zone.GetUtcOffset(end));
    }

    private readonly record struct Span(DateTimeOffset From, DateTimeOffset To, bool Open);
}
