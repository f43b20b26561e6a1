using Exchange.Pipeline.Runs;

namespace Exchange.Host.Cli;

/// <summary>A run as the verbs print it for programs.</summary>
internal static class RunDocument
{
    public static object Of(RunReport run) => new
    {
        runId = run.RunId,
        connector = run.Connector,
        stream = run.Stream,
        state = run.State.ToString().ToLowerInvariant(),
        pulled = run.Counts.Pulled,
        mapped = run.Counts.Mapped,
        unchanged = run.Counts.Unchanged,
        waiting = run.Counts.Waiting,
        superseded = run.Counts.Superseded,
        excluded = run.Counts.Excluded,
        quarantined = run.Counts.Quarantined,
        versions = run.Versions,
        pages = run.Pages,
        seconds = Math.Round(run.Elapsed.TotalSeconds, 3),
        cursor = run.Cursor,
        notices = run.Notices,
        failure = run.Failure is { } failure ? new { kind = failure.Kind.ToString().ToLowerInvariant(), message = failure.Message, remedy = failure.Remedy } : null,
    };
}
