namespace Exchange.Pipeline.Failures;

/// <summary>Tidying up that must not hide the failure it follows, nor hang.</summary>
internal static class BestEffort
{
    /// <summary>Runs an action within a time limit; a failure of it is of no consequence to the caller.</summary>
    public static async Task RunAsync(Func<CancellationToken, Task> action, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await action(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What is left behind expires by itself: a lease by its time, a run when the next one starts.
        }
    }
}
