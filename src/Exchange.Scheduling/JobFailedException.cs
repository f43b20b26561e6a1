using Exchange.Abstractions.Failures;

namespace Exchange.Scheduling;

/// <summary>Ends a job as failed, in the words of the failure and without its cause, which the dashboard would show to everybody.</summary>
/// <param name="failure">The failure.</param>
public sealed class JobFailedException(ExchangeException failure) : Exception($"{failure.Message} {failure.Remedy}".TrimEnd());
