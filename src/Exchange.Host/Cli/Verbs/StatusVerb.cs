using System.CommandLine;
using System.Globalization;
using Exchange.Host.Composition;
using Exchange.Pipeline.Delivery;
using Exchange.Storage.Control;
using Exchange.Storage.Status;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange status</c>: streams and targets in one screen.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var command = new Command("status", "How streams and targets stand.");
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var known = (await new StatusReader(hub.Database).StreamsAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(s => s.StreamId);
        var streams = hub.Work.Streams.Select(s => (Stream: s, Status: known[s.StreamId])).ToArray();
        var targets = new List<(string Id, string State, OutboxCounts Counts)>();
        var paused = await new HubControl(hub.Database).PausedTargetsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var target in hub.Work.Targets)
        {
            var counts = await hub.Work.CountAsync(target.Id, cancellationToken).ConfigureAwait(false);
            targets.Add((target.Id, paused.Contains(target.Id) ? "paused" : counts.Parked > 0 || counts.Rejected > 0 ? "attention" : "ok", counts));
        }

        var drift = await OpenDrift.ListAsync(hub, null, accepted: false, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new
            {
                streams = streams.Select(s => new
                {
                    connector = s.Stream.Connector.Id,
                    stream = s.Stream.Declaration.Name,
                    state = State(s.Status),
                    freshnessSeconds = s.Status.Freshness is { } f ? (long?)f.TotalSeconds : null,
                    late = IsLate(s.Stream, s.Status),
                    quarantined = s.Status.Quarantined,
                    waiting = s.Status.Waiting,
                    failure = s.Status.LastFailure,
                }),
                targets = targets.Select(t => new
                {
                    target = t.Id,
                    state = t.State,
                    pending = t.Counts.Pending,
                    oldestSeconds = (long)(t.Counts.Oldest?.TotalSeconds ?? 0),
                    rejected = t.Counts.Rejected,
                    parked = t.Counts.Parked,
                }),
                drift = drift.Select(DriftVerbs.Document),
                incidents = Array.Empty<object>(),
                notConfigured = hub.Files.Connectors.Where(c => c.Resolved is null).Select(c => c.Id),
            },
            console => Write(console, hub, streams.Select(s => (s.Stream.Id, State(s.Status), s.Status)).ToArray(), targets, drift.Count));
        return ExitCodes.Done;
    }

    private static bool IsLate(Pipeline.Connectors.HubStream stream, Pipeline.Runs.StreamStatus status) =>
        // Nothing says when a system that pushes should have sent something, unless its file does.
        !(stream.Connector.Pushes && !stream.Declaration.Node.Entries.Any(e => e.Key == "freshness"))
        && !status.Paused && (status.Freshness is not { } freshness || freshness > stream.Declaration.Freshness);

    private static string State(Pipeline.Runs.StreamStatus status) =>
        status.Paused ? "paused" : status.Running ? "running" : status.LastFailure is not null ? "failed" : "idle";

    private static void Write(IAnsiConsole console, Hub hub, (string Id, string State, Pipeline.Runs.StreamStatus Status)[] streams, List<(string Id, string State, OutboxCounts Counts)> targets, int drift)
    {
        var table = new Table().RoundedBorder().AddColumns("stream", "state", "reached the present", "quarantined", "waiting", "last failure");
        foreach (var (id, state, status) in streams)
        {
            table.AddRow(
                Markup.Escape(id),
                state,
                status.Freshness is { } freshness ? $"{Math.Round(freshness.TotalSeconds)} s ago" : "never",
                status.Quarantined.ToString("N0", CultureInfo.InvariantCulture),
                status.Waiting.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(status.LastFailure ?? ""));
        }

        console.Write(table);
        var sinks = new Table().RoundedBorder().AddColumns("target", "state", "pending", "oldest", "rejected", "parked");
        foreach (var (id, state, counts) in targets)
        {
            sinks.AddRow(
                Markup.Escape(id),
                state,
                counts.Pending.ToString("N0", CultureInfo.InvariantCulture),
                counts.Oldest is { } oldest ? $"{Math.Round(oldest.TotalSeconds)} s" : "–",
                counts.Rejected.ToString("N0", CultureInfo.InvariantCulture),
                counts.Parked.ToString("N0", CultureInfo.InvariantCulture));
        }

        console.Write(sinks);
        if (drift > 0)
        {
            console.MarkupLineInterpolated($"[yellow]{drift} departures of sources from their known shape[/]: exchange drift list");
        }

        foreach (var connector in hub.Files.Connectors.Where(c => c.Resolved is null))
        {
            console.MarkupLineInterpolated($"[grey]{connector.Id} is not configured: {connector.Missing.Select(m => m.Message).FirstOrDefault() ?? ""}[/]");
        }
    }
}
