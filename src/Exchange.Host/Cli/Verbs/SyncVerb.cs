using System.CommandLine;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange sync &lt;id&gt;[/&lt;stream&gt;]</c>: one run now.</summary>
internal static class SyncVerb
{
    private static readonly Argument<string> Id = new("id") { Description = "A system, or one stream of it: system/stream." };
    private static readonly Option<string?> From = new("--from") { Description = "The start of a window, inclusive, in the system's time zone.", HelpName = "TIME" };
    private static readonly Option<string?> To = new("--to") { Description = "The end of a window, exclusive.", HelpName = "TIME" };
    private static readonly Option<bool> Full = new("--full") { Description = "Read everything from the stream's start; what the hub holds already stays as it is." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Exit with 1 where records went to quarantine." };
    private static readonly Option<string> Wait = new("--wait") { Description = "How long to wait for a busy stream.", HelpName = "DURATION", DefaultValueFactory = _ => "60s" };

    public static Command Create()
    {
        var command = new Command("sync", "One run of a stream now; a window is a back-fill.") { Id, From, To, Full, Strict, Wait };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var streams = Select(hub, parsed.GetRequiredValue(Id));
        var reports = new List<RunReport>();
        foreach (var stream in streams)
        {
            var options = Options(parsed, stream);
            reports.Add(await RunProgress.ShowAsync(
                context.Output, stream.Id, progress => hub.Work.PullAsync(stream.Id, options, progress, cancellationToken)).ConfigureAwait(false));
        }

        var failed = reports.Find(r => r.Failure is not null)?.Failure;
        context.Output.Write(
            new { runs = reports.ConvertAll(RunDocument.Of) },
            console => RunTable.Write(console, reports),
            failed);
        if (failed is { } failure)
        {
            context.Output.Errors.WriteLine($"{failure.Message} {failure.Remedy}");
            return ExitCodes.Of(failure.Kind);
        }

        return parsed.GetValue(Strict) && reports.Exists(r => r.Counts.Quarantined > 0) ? ExitCodes.Attention : ExitCodes.Done;
    }

    private static IReadOnlyList<HubStream> Select(Hub hub, string id)
    {
        if (id.Contains('/', StringComparison.Ordinal))
        {
            var system = id[..id.IndexOf('/', StringComparison.Ordinal)];
            hub.Files.Connector(system);
            return [hub.Work.Stream(id)];
        }

        hub.Files.Connector(id);
        var streams = hub.Work.Streams.Where(s => s.Connector.Id == id).OrderBy(s => s.Declaration.Part == "case" ? 0 : 1).ToArray();
        return streams.Length > 0
            ? streams
            : throw new ExchangeException(FailureKind.Configuration, $"The connector '{id}' has no streams.", "Name a system that is a source.");
    }

    private static PullOptions Options(ParseResult parsed, HubStream stream)
    {
        var from = Time(parsed.GetValue(From), "--from", stream);
        var to = Time(parsed.GetValue(To), "--to", stream);
        if (!Duration.TryParse(parsed.GetValue(Wait), out var wait))
        {
            throw new ExchangeException(FailureKind.Configuration, $"--wait '{parsed.GetValue(Wait)}' is not a duration.", "Write a whole number and one of ms, s, m, h, d: 60s.");
        }

        if (from >= to)
        {
            throw new ExchangeException(FailureKind.Configuration, "--from is not before --to.", "Swap them.");
        }

        return new PullOptions
        {
            Kind = parsed.GetValue(Full) ? RunKind.Full : from is not null || to is not null ? RunKind.Backfill : RunKind.Live,
            From = from,
            To = to,
            Wait = wait,
            IgnorePause = true,
        };
    }

    private static DateTimeOffset? Time(string? text, string option, HubStream stream)
    {
        if (text is null)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(text, formats, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, stream.Connector.TimeZone.GetUtcOffset(local));
        }

        return DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new ExchangeException(FailureKind.Configuration, $"{option} '{text}' is not a time.", "Write 2026-01-31 or 2026-01-31T08:00:00.");
    }
}
