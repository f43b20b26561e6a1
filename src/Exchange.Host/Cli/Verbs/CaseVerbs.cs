using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Pipeline.Audit;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Registry;
using Exchange.Schema.Calendars;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;
using Exchange.Schema.Invariants;
using Exchange.Security.Privacy;
using Exchange.Storage.Control;
using Exchange.Storage.Registry;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange case</c>: one case by any of its ids.</summary>
internal static class CaseVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "The hub's id, a case key, or any number of the case." };
    private static readonly Argument<string> Target = new("target") { Description = "The system to send it to." };
    private static readonly Option<bool> Reveal = new("--reveal") { Description = "Show personal data; the act is audited." };

    public static Command Create()
    {
        var show = new Command("show", "Show a case, personal data masked.") { Id, Reveal };
        show.Runs(ShowAsync);
        var trace = new Command("trace", "What happened to a case, from landing to receipt.") { Id };
        trace.Runs(TraceAsync);
        var send = new Command("send", "Send the last version of a case once more; a refused or parked one gives way to it.") { Id, Target };
        send.Runs(SendAsync);
        return new Command("case", "One case by any of its ids.") { show, trace, send };
    }

    private static async Task<int> ShowAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var view = await FindAsync(hub, parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false);
        var content = "{}";
        Deadline? deadline = null;
        if (view.Sealed is not null)
        {
            var clear = hub.Files.Security.Sealer.Open(view.Sealed, SealedPlace.Version(view.CaseId, view.SealedVersion));
            content = parsed.GetValue(Reveal)
                ? System.Text.Encoding.UTF8.GetString(clear)
                : Masking.MaskJson(clear, path => SchemaCatalog.CaseV1.Find(path)?.Personal ?? true);
            deadline = DeadlineOf(hub, clear);
        }

        if (parsed.GetValue(Reveal))
        {
            await hub.Audit.AppendAsync(new AuditEntry(VerbContext.Actor, "case.reveal", view.CaseId.ToString(CultureInfo.InvariantCulture)), cancellationToken).ConfigureAwait(false);
        }

        var document = JsonNode.Parse(content);
        var notices = await new CaseNotices(new CaseReader(hub.Database), hub.Files.Security.Sealer).ReadAsync(view, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new
            {
                @case = Text(view.CaseId),
                known = view.Known,
                version = view.Version,
                status = view.Status,
                identifiers = view.Identifiers,
                notices = notices.Select(n => new { rule = n.Rule, severity = n.Severity == NoticeSeverity.Error ? "error" : "warning", path = n.Path, message = n.Message }),
                deadline,
                content = document,
            },
            console =>
            {
                console.MarkupLineInterpolated($"case {view.CaseId}, version {view.Version}, {view.Status ?? "no status"}");
                foreach (var identifier in view.Identifiers)
                {
                    console.MarkupLineInterpolated($"  {identifier.Kind} {identifier.System} {identifier.Value}");
                }

                if (deadline is { PausedDays: > 0 })
                {
                    var standing = (deadline.Paused ? ", its clock stands still" : "") + (deadline.Provisional ? ", provisional" : "");
                    console.MarkupLineInterpolated($"  due {deadline.Day:yyyy-MM-dd} with {deadline.PausedDays} working days paused{standing}");
                }

                foreach (var notice in notices)
                {
                    console.MarkupLineInterpolated($"  {(notice.Severity == NoticeSeverity.Error ? "error" : "warning")} {notice.Path}: {notice.Message}");
                }

                console.WriteLine(VerbOutput.Text(document));
            });
        return ExitCodes.Done;
    }

    private static Deadline? DeadlineOf(Hub hub, ReadOnlySpan<byte> clear) =>
        JsonSerializer.Deserialize(clear, CaseJsonContext.Default.Case) is { } whole
            ? CaseDeadline.Of(whole, WorkCalendar.Load(hub.Files.Home.Roots, hub.Files.Problems), hub.Files.Time.GetUtcNow())
            : null;

    private static async Task<int> TraceAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var view = await FindAsync(hub, parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false);
        var events = await new CaseReader(hub.Database).TraceAsync(view.CaseId, cancellationToken).ConfigureAwait(false);
        context.Output.Write(
            new { @case = Text(view.CaseId), identifiers = view.Identifiers, events },
            console =>
            {
                var table = new Table().RoundedBorder().AddColumns("at", "what", "where", "detail");
                foreach (var happened in events)
                {
                    table.AddRow(
                        happened.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
                        happened.Kind,
                        Markup.Escape(happened.System),
                        Markup.Escape(happened.Detail));
                }

                console.Write(table);
            });
        return ExitCodes.Done;
    }

    private static async Task<int> SendAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var id = parsed.GetRequiredValue(Target);
        hub.Files.Connector(id);
        var target = hub.Work.Target(id);
        var view = await FindAsync(hub, parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false);
        if (!view.Known && !target.Sink.Capabilities.Withdraw)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"Case {Text(view.CaseId)} is withdrawn, and {target.Id} cannot withdraw a case.", "Have it removed there by hand, or declare capabilities.withdraw where the system can do it.");
        }

        var sent = await new HubControl(hub.Database).SendAsync(target, view.CaseId, VerbContext.Actor, cancellationToken).ConfigureAwait(false);
        if (sent.Version is not { } version)
        {
            throw new ExchangeException(FailureKind.Configuration, $"Case {Text(view.CaseId)} has no version yet: only parts of it have arrived.", "Pull the stream that brings the case itself.");
        }

        context.Output.Write(
            new { @case = Text(view.CaseId), target = target.Id, version, withdrawal = sent.Withdrawal, onItsWay = sent.OnItsWay },
            console => console.WriteLine(sent.OnItsWay
                ? $"version {version} of case {view.CaseId} is being sent to {target.Id} at this moment"
                : $"version {version} of case {view.CaseId} waits for {target.Id}; exchange deliver {target.Id} sends it now"));
        return ExitCodes.Done;
    }

    private static async Task<CaseView> FindAsync(Hub hub, string id, CancellationToken cancellationToken)
    {
        var reader = new CaseReader(hub.Database);
        var stored = new StoredKey(hub.Files.Security.Digester, new PrivacyGuard()).Of(id);
        var found = await reader.FindAsync(stored, cancellationToken).ConfigureAwait(false);
        if (found.Count > 1)
        {
            throw new ExchangeException(FailureKind.Configuration, $"{found.Count} cases carry that number: {string.Join(", ", found.Select(Text))}.", "Name one of these ids.");
        }

        return (found.Count == 1 ? await reader.ReadAsync(found[0], cancellationToken).ConfigureAwait(false) : null)
            ?? throw new ExchangeException(FailureKind.Configuration, "No case has that id.", "Give the hub's id, a case key, or a number of the case as its system writes it.");
    }

    private static string Text(long caseId) => caseId.ToString(CultureInfo.InvariantCulture);
}
