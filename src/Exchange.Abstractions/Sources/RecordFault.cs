namespace Exchange.Abstractions.Sources;

/// <summary>Why a record cannot be mapped.</summary>
/// <param name="Field">The field of the source record.</param>
/// <param name="Reason">One of the reasons of the quarantine, such as <c>missing</c> or <c>undecodable</c>.</param>
/// <param name="Message">What is wrong, without the contents.</param>
public sealed record RecordFault(string Field, string Reason, string Message);
