using System.Diagnostics;
using System.Globalization;
using Exchange.Host.Cli;
using Exchange.Host.Cli.Verbs;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Runs;
using Spectre.Console;

namespace Exchange.Host.Demo;

/// <summary>What the demo shows at its end.</summary>
internal sealed record DemoResult
{
    public required IReadOnlyList<RunReport> Runs { get; init; }

    public required IReadOnlyList<DeliveryReport> Deliveries { get; init; }

    public required long Cases { get; init; }

    /// <summary>Systems that were asked for and are not there.</summary>
    public required IReadOnlyList<MissingSystem> NotStarted { get; init; }

    /// <summary>Parts whose case is still not known.</summary>
    public required long Waiting { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required string Url { get; init; }

    public string? OneTimePassword { get; init; }

    public void Write(VerbOutput output)
    {
        using var process = Process.GetCurrentProcess();
        var peak = Math.Round(process.PeakWorkingSet64 / 1048576d, 1);
        output.Write(
            new
            {
                streams = Runs.Select(RunDocument.Of),
                cases = Cases,
                stillWaiting = Waiting,
                notStarted = NotStarted.Select(s => new { id = s.Id, reason = s.Reason }),
                deliveries = Deliveries.Select(DeliverVerb.Document),
                seconds = Math.Round(Elapsed.TotalSeconds, 1),
                peakMemoryMb = peak,
                url = Url,
                oneTimePassword = OneTimePassword,
            },
            console => Write(console, peak));
    }

    private void Write(IAnsiConsole console, double peak)
    {
        RunTable.Write(console, Runs);
        foreach (var failed in Runs.Where(r => r.Failure is not null))
        {
            console.MarkupLineInterpolated($"[red]failed[/] {failed.Connector}/{failed.Stream}: {failed.Failure!.Message}");
        }

        foreach (var system in NotStarted)
        {
            console.MarkupLineInterpolated($"[yellow]not started[/] {system.Id}: {system.Reason}");
        }

        foreach (var delivery in Deliveries)
        {
            var arrived = (delivery.Delivered + delivery.Repeated).ToString("N0", CultureInfo.InvariantCulture);
            console.MarkupLineInterpolated($"[bold]{delivery.Target}[/] took {arrived} versions; {delivery.Rejected} rejected, {delivery.Left.Pending} pending.");
        }

        if (Runs.Any(r => r.Counts.Waiting > 0))
        {
            console.MarkupLineInterpolated($"A part that comes before its case waits for it; {Waiting:N0} wait now.");
        }

        console.MarkupLine("Every record pulled is mapped, unchanged, waiting, superseded, excluded or in quarantine; the database enforces the sum.");
        console.MarkupLineInterpolated($"{Cases:N0} cases are known, keyed once. {Elapsed.TotalSeconds:0.0} s, {peak:0} MB at the peak.");
        console.MarkupLineInterpolated($"Dashboard: {Url}/jobs");
        if (OneTimePassword is not null)
        {
            console.MarkupLineInterpolated($"Log in as admin with the one-time password [bold]{OneTimePassword}[/]");
        }
    }
}
