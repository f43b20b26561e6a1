using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;

namespace Exchange.Testing;

/// <summary>A budget whose service window is closed.</summary>
internal sealed class ClosedBudget : IRequestBudget
{
    public ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken) =>
        throw new ExchangeException(FailureKind.Transient, "The system may not be asked now.", "Wait for its service window.");
}
