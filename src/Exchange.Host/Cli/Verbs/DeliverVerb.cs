using System.CommandLine;
using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Delivery;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange deliver &lt;target&gt;</c>: drains the outbox of a target.</summary>
internal static class DeliverVerb
{
    private static readonly Argument<string> Target = new("target") { Description = "The system to deliver to." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what waits." };
    private static readonly Option<string> Wait = new("--wait") { Description = "How long to wait for a busy target, and for versions due again soon.", HelpName = "DURATION", DefaultValueFactory = _ => "60s" };

    public static Command Create()
    {
        var command = new Command("deliver", "Deliver what waits for a target.") { Target, DryRun, Wait };
        command.Runs(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!Abstractions.Configuration.Duration.TryParse(parsed.GetValue(Wait), out var wait))
        {
            throw new ExchangeException(FailureKind.Configuration, $"--wait '{parsed.GetValue(Wait)}' is not a duration.", "Write a whole number and one of ms, s, m, h, d: 60s.");
        }

        await using var hub = await context.OpenHubAsync(cancellationToken).ConfigureAwait(false);
        var target = parsed.GetRequiredValue(Target);
        hub.Files.Connector(target);
        var report = parsed.GetValue(DryRun)
            ? new DeliveryReport { Target = target, Left = await hub.Work.CountAsync(target, cancellationToken).ConfigureAwait(false) }
            : await hub.Work.DeliverAsync(target, new DeliverOptions { Wait = wait, Linger = wait, IgnorePause = true }, null, cancellationToken).ConfigureAwait(false);
        context.Output.Write(Document(report), console => Write(console, report), report.Failure);
        if (report.Failure is { } failure)
        {
            context.Output.Errors.WriteLine($"{failure.Message} {failure.Remedy}");
            return ExitCodes.Of(failure.Kind);
        }

        return report.Rejected > 0 || report.Parked > 0 || (report.Left.Pending > 0 && !parsed.GetValue(DryRun)) ? ExitCodes.Attention : ExitCodes.Done;
    }

    /// <summary>A delivery as the verbs print it for programs.</summary>
    public static object Document(DeliveryReport report) => new
    {
        target = report.Target,
        delivered = report.Delivered,
        repeated = report.Repeated,
        rejected = report.Rejected,
        parked = report.Parked,
        retrying = report.Left.Retrying,
        pending = report.Left.Pending,
        waiting = report.Left.Waiting,
        refused = report.Left.Rejected,
        seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
        failure = report.Failure is { } failure ? new { kind = failure.Kind.ToString().ToLowerInvariant(), message = failure.Message, remedy = failure.Remedy } : null,
    };

    private static void Write(IAnsiConsole console, DeliveryReport report)
    {
        var table = new Table().RoundedBorder().AddColumn("target");
        foreach (var column in new[] { "delivered", "repeated", "rejected", "parked", "retrying", "pending", "for a parent", "seconds" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddRow(
            report.Target,
            report.Delivered.ToString("N0", CultureInfo.InvariantCulture),
            report.Repeated.ToString("N0", CultureInfo.InvariantCulture),
            report.Rejected.ToString("N0", CultureInfo.InvariantCulture),
            report.Parked.ToString("N0", CultureInfo.InvariantCulture),
            report.Left.Retrying.ToString("N0", CultureInfo.InvariantCulture),
            report.Left.Pending.ToString("N0", CultureInfo.InvariantCulture),
            report.Left.Waiting.ToString("N0", CultureInfo.InvariantCulture),
            report.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        console.Write(table);
    }
}
