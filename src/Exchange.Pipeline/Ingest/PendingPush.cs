using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Ingest;

/// <summary>A pushed request that waits for the commit of its records.</summary>
/// <param name="content">What it holds.</param>
internal sealed class PendingPush(PushedContent content)
{
    private readonly TaskCompletionSource<PushedOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PushedContent Content { get; } = content;

    /// <summary>What became of it.</summary>
    public Task<PushedOutcome> Outcome => _done.Task;

    public void End(PushedOutcome outcome) => _done.TrySetResult(outcome);
}
