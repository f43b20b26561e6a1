using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Host.Composition;
using Exchange.Pipeline.Connectors;
using Exchange.Storage.Control;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange stream</c> and <c>exchange target</c>: pause, resume, and where a stream stands.</summary>
internal static class StreamVerbs
{
    private const string Beginning = "start";

    private static readonly Argument<string> StreamId = new("stream") { Description = "A stream: system/stream." };
    private static readonly Argument<string> TargetId = new("target") { Description = "A system that is a target." };
    private static readonly Option<string?> Set = new("--set")
    {
        Description = "Go on from here: a time in the system's zone, a stored cursor, or 'start' for the beginning.",
        HelpName = "VALUE",
    };

    private static readonly Option<string> Wait = new("--wait") { Description = "How long to wait for a busy stream.", HelpName = "DURATION", DefaultValueFactory = _ => "60s" };

    public static Command CreateStream()
    {
        var cursor = new Command("cursor", "Where a stream stands; with --set, where it goes on.") { StreamId, Set, Wait };
        cursor.Runs(CursorAsync);
        return new Command("stream", "Operate a stream.")
        {
            Pausing("pause", "No scheduled run begins; one under way ends. A sync by hand still runs.", StreamId, (c, p, t) => StreamAsync(c, p, paused: true, t)),
            Pausing("resume", "Scheduled runs begin again.", StreamId, (c, p, t) => StreamAsync(c, p, paused: false, t)),
            cursor,
        };
    }

    public static Command CreateTarget() => new("target", "Operate a target.")
    {
        Pausing("pause", "Nothing more is sent on schedule; versions wait in the outbox. A deliver by hand still sends.", TargetId, (c, p, t) => TargetAsync(c, p, paused: true, t)),
        Pausing("resume", "What waits is sent again.", TargetId, (c, p, t) => TargetAsync(c, p, paused: false, t)),
    };

    private static Command Pausing(string name, string description, Argument<string> id, Func<VerbContext, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { id };
        command.Runs(run);
        return command;
    }

    private static async Task<int> StreamAsync(VerbContext context, ParseResult parsed, bool paused, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var stream = Stream(hub, parsed);
        var changed = await new HubControl(hub.Database).PauseAsync(stream, paused, VerbContext.Actor, cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { stream = stream.Id, paused, changed }, console => console.MarkupLineInterpolated($"{stream.Id} {Word(paused, changed)}"));
        return ExitCodes.Done;
    }

    private static async Task<int> TargetAsync(VerbContext context, ParseResult parsed, bool paused, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var id = parsed.GetRequiredValue(TargetId);
        hub.Files.Connector(id);
        var target = hub.Work.Target(id);
        var changed = await new HubControl(hub.Database).PauseAsync(target, paused, VerbContext.Actor, cancellationToken).ConfigureAwait(false);
        context.Output.Write(new { target = target.Id, paused, changed }, console => console.MarkupLineInterpolated($"{target.Id} {Word(paused, changed)}"));
        return ExitCodes.Done;
    }

    private static async Task<int> CursorAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!Duration.TryParse(parsed.GetValue(Wait), out var wait))
        {
            throw new ExchangeException(FailureKind.Configuration, $"--wait '{parsed.GetValue(Wait)}' is not a duration.", "Write a whole number and one of ms, s, m, h, d: 60s.");
        }

        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var stream = Stream(hub, parsed);
        if (parsed.GetValue(Set) is { } value)
        {
            await hub.Work.SetCursorAsync(stream.Id, Cursor(value, stream), VerbContext.Actor, wait, cancellationToken).ConfigureAwait(false);
        }

        var place = await new HubControl(hub.Database).PlaceAsync(stream, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new { stream = stream.Id, cursor = place.Cursor, reachedPresentAt = place.ReachedPresentAt, paused = place.Paused },
            console =>
            {
                console.WriteLine($"{stream.Id} stands at {place.Cursor ?? "its beginning"}");
                console.WriteLine(place.ReachedPresentAt is { } at
                    ? $"reached its source's present at {at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}"
                    : "has not reached its source's present yet");
            });
        return ExitCodes.Done;
    }

    // A stream without a declared cursor may still hold one of its kind's own; it is taken as it is.
    private static string? Cursor(string value, HubStream stream)
    {
        if (value == Beginning)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(value, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new WindowCursor { At = new DateTimeOffset(local, stream.Connector.TimeZone.GetUtcOffset(local)) }.ToString();
        }

        try
        {
            return stream.Declaration.Cursor is null ? value : WindowCursor.Parse(value, stream.Id).ToString();
        }
        catch (ExchangeException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"--set '{value}' is no cursor of {stream.Id}.", "Write 2026-01-31T08:00:00, a cursor as 'exchange stream cursor' shows it, or start.");
        }
    }

    private static HubStream Stream(Hub hub, ParseResult parsed)
    {
        var id = parsed.GetRequiredValue(StreamId);
        hub.Files.Connector(id.Split('/')[0]);
        return hub.Work.Stream(id);
    }

    private static string Word(bool paused, bool changed) => (paused, changed) switch
    {
        (true, true) => "is paused",
        (true, false) => "was paused already",
        (false, true) => "goes on",
        _ => "was not paused",
    };
}
