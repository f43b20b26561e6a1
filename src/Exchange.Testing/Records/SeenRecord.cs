using Exchange.Abstractions.Sources;

namespace Exchange.Testing.Records;

/// <summary>A record that was read, kept past its page.</summary>
/// <param name="Key">Its source key.</param>
/// <param name="CaseKey">Its case key.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fault">Why it cannot be taken, where it cannot.</param>
/// <param name="Acknowledgement">What acknowledges it.</param>
/// <param name="Content">Its content without the fields the stream ignores, in one form; empty where it is no JSON object.</param>
internal sealed record SeenRecord(string? Key, string? CaseKey, DateTimeOffset? Version, RecordFault? Fault, object? Acknowledgement, string Content);
