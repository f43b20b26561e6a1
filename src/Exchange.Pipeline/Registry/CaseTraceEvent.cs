namespace Exchange.Pipeline.Registry;

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>landed</c>, <c>version</c>, <c>outbox</c>, <c>receipt</c> or <c>quarantine</c>.</param>
/// <param name="System">The system or stream it concerns.</param>
/// <param name="Detail">What happened, without personal data.</param>
public sealed record CaseTraceEvent(DateTimeOffset At, string Kind, string System, string Detail);
