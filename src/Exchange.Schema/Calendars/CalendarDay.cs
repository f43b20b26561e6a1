namespace Exchange.Schema.Calendars;

/// <summary>What a calendar file says about some days.</summary>
internal enum CalendarDay
{
    /// <summary>Nobody works, whatever the day of the week.</summary>
    Off,

    /// <summary>People work, whatever the day of the week.</summary>
    Work,

    /// <summary>The holidays of these days are published, so that the other days are what their day of the week says.</summary>
    Published,
}
