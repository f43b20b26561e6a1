namespace Exchange.Mapping.Times;

/// <summary>The clock of a time zone.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    /// <summary>The zone's id.</summary>
    public string Id => zone.Id;

    /// <summary>The time with the zone's offset. The year lies between 1900 and 9998.</summary>
    public DateTimeOffset At(in Moment moment)
    {
        if (moment.Offset is { } offset)
        {
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(moment.Written, offset), zone);
        }

        return new DateTimeOffset(moment.Written, zone.GetUtcOffset(moment.Written));
    }
}
