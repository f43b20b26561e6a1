namespace Exchange.Mapping.Times;

/// <summary>A time as it was written: without offset it belongs to the zone of its system.</summary>
internal readonly record struct Moment(DateTime Written, TimeSpan? Offset = null);
