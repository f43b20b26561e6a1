namespace Exchange.Abstractions.Connectors;

/// <summary>The request budget of one system. A connector takes a permit for every request it makes itself (queries, commands); HTTP clients of the hub take theirs on their own.</summary>
public interface IRequestBudget
{
    /// <summary>Waits for a permit; disposing it gives the place among the concurrent requests back.</summary>
    /// <exception cref="Failures.ExchangeException">The service window is closed (transient).</exception>
    ValueTask<IDisposable> AcquireAsync(CancellationToken cancellationToken);
}
