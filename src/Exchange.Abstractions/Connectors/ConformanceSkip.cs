namespace Exchange.Abstractions.Connectors;

/// <summary>A check that is left out.</summary>
/// <param name="Check">Its name, one of <see cref="ConformanceChecks.All"/>.</param>
/// <param name="Stream">The stream it is left out for; <see langword="null"/> for all.</param>
/// <param name="Reason">Why.</param>
public sealed record ConformanceSkip(string Check, string? Stream, string Reason);
