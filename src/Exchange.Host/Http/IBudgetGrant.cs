namespace Exchange.Host.Http;

/// <summary>Grants requests to nodes in slices, so that all nodes together keep a system's requests a second.</summary>
internal interface IBudgetGrant
{
    /// <summary>Asks for a slice of the requests a system may be sent now; returns at once.</summary>
    /// <param name="connector">The system's id.</param>
    /// <param name="wanted">How many the node would like, at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many it may send within the next second, 0 to <paramref name="wanted"/>; at 0 it asks again a little later.</returns>
    ValueTask<int> RequestSliceAsync(string connector, int wanted, CancellationToken cancellationToken);
}
