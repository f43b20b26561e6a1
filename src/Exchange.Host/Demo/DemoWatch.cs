using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Host.Cli;
using Exchange.Host.Composition;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Status;
using Spectre.Console;

namespace Exchange.Host.Demo;

/// <summary>Watches until every stream has reached its source's present and the outbox is empty.</summary>
/// <param name="hub">The hub.</param>
/// <param name="status">Reads how it stands.</param>
/// <param name="output">Where progress goes.</param>
/// <param name="pushes">Ends when the systems that push have sent what they have.</param>
/// <param name="patience">How long to wait at most.</param>
internal sealed class DemoWatch(Hub hub, StatusReader status, VerbOutput output, Task pushes, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Watches from a time on.</summary>
    public async Task<(IReadOnlyList<RunReport> Runs, DeliveryReport Delivery)> WatchAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (output.Json || Console.IsErrorRedirected)
        {
            return await LoopAsync(since, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        }

        return await output.Errors.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async progress =>
            {
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return await LoopAsync(since, (name, text) =>
                {
                    if (!bars.TryGetValue(name, out var bar))
                    {
                        bars.Add(name, bar = progress.AddTask(name).IsIndeterminate());
                    }

                    bar.Description = $"{Markup.Escape(name)}: {Markup.Escape(text)}";
                }, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<RunReport> Runs, DeliveryReport Delivery)> LoopAsync(DateTimeOffset since, Action<string, string> show, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var runs = await status.RunsSinceAsync(since, cancellationToken).ConfigureAwait(false);
            foreach (var run in runs)
            {
                show($"{run.Connector}/{run.Stream}", string.Create(CultureInfo.InvariantCulture, $"{run.Counts.Pulled:N0} pulled, {run.Counts.Mapped:N0} mapped, {run.Counts.Quarantined:N0} quarantined"));
            }

            var delivery = await DeliveryAsync(since, cancellationToken).ConfigureAwait(false);
            show(delivery.Target, string.Create(CultureInfo.InvariantCulture, $"{delivery.Delivered:N0} delivered, {delivery.Left.Pending:N0} pending"));
            // Nobody pulls a stream that is pushed: it has run as often as its system sent something.
            var ended = pushes.IsCompleted && hub.Work.Streams.All(s => s.Connector.Pushes || runs.Any(r => r.Connector == s.Connector.Id && r.Stream == s.Declaration.Name && r.State != RunState.Running));
            if (ended && delivery.Left.Pending == 0)
            {
                return (runs, delivery);
            }

            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new ExchangeException(FailureKind.Transient, $"The demo is not done after {patience.TotalMinutes:0} minutes.", "Look at exchange status and the dashboard.");
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DeliveryReport> DeliveryAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var target = hub.Work.Targets[0].Id;
        // What is left first: a row leaves the outbox together with its receipt, so an empty outbox means that every receipt is there to be read.
        var left = await hub.Work.CountAsync(target, cancellationToken).ConfigureAwait(false);
        var receipts = await status.ReceiptsSinceAsync(since, cancellationToken).ConfigureAwait(false);
        return (receipts.GetValueOrDefault(target) ?? new DeliveryReport { Target = target }) with { Left = left };
    }
}
