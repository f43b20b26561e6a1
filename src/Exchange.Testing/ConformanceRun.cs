using System.Diagnostics;
using System.Globalization;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Testing.Sources;
using Exchange.Testing.Targets;

namespace Exchange.Testing;

/// <summary>One run of the checks; nothing a connector does ends it.</summary>
internal sealed class ConformanceRun(ConformanceSubject subject, ConformanceOptions options)
{
    private readonly List<CheckOutcome> _outcomes = [];
    private bool _unreachable;

    public ConformanceReport Report() => new(subject.Declaration.Id, _outcomes, _unreachable);

    public async Task SourceAsync(IReadOnlyList<ISourceCheck> checks, IReadOnlyList<IStreamCheck> streamChecks, CancellationToken cancellationToken)
    {
        var streams = subject.Declaration.Streams.Where(s => options.Streams?.Contains(s.Name) ?? true).ToList();
        var transcript = new Transcript(options.Secrets);
        var bench = new SourceBench(subject, options, transcript);
        var names = checks.SkipLast(1).Select(c => (c.Name, (string?)null)).Concat(streams.SelectMany(s => streamChecks.Select(c => (c.Name, (string?)s.Name)))).Append((checks[^1].Name, null)).ToList();
        if (!subject.Pulls)
        {
            SkipAll(names, "systems of this kind push to the hub; nothing is read from them");
            return;
        }

        if (!await BeginAsync(checks[0].Name, names, t => checks[0].RunAsync(bench, t), transcript, cancellationToken))
        {
            return;
        }

        foreach (var check in checks.Skip(1).SkipLast(1))
        {
            await RunAsync(check.Name, null, t => check.RunAsync(bench, t), transcript, cancellationToken);
        }

        foreach (var stream in streams.Select(s => new StreamBench(bench, s)))
        {
            foreach (var check in streamChecks)
            {
                await RunAsync(check.Name, stream.Stream.Name, t => check.RunAsync(stream, t), transcript, cancellationToken);
            }
        }

        await RunAsync(checks[^1].Name, null, t => checks[^1].RunAsync(bench, t), transcript, cancellationToken);
    }

    public async Task TargetAsync(IReadOnlyList<ITargetCheck> checks, CancellationToken cancellationToken)
    {
        var transcript = new Transcript(options.Secrets);
        var bench = new TargetBench(subject, options, transcript);
        var names = checks.Select(c => (c.Name, (string?)null)).ToList();
        if (!await BeginAsync(checks[0].Name, names, t => checks[0].RunAsync(bench, t), transcript, cancellationToken))
        {
            return;
        }

        foreach (var check in checks.Skip(1))
        {
            await RunAsync(check.Name, null, t => check.RunAsync(bench, t), transcript, cancellationToken);
        }

        await bench.CleanAsync(cancellationToken);
    }

    // Where the system does not answer at all, the other checks would only say so again and again.
    private async Task<bool> BeginAsync(string name, IReadOnlyList<(string Check, string? Stream)> all, Func<CancellationToken, Task<Verdict>> check, Transcript transcript, CancellationToken cancellationToken)
    {
        FailureKind? kind = null;
        var outcome = await RunAsync(name, null, check, transcript, cancellationToken, k => kind = k);
        if (outcome.State != CheckState.Failed)
        {
            return true;
        }

        _unreachable |= kind == FailureKind.Transient || transcript.FailedAsTransient;
        SkipAll(all.Where(a => a.Check != name), _unreachable ? "the system cannot be reached" : $"{name} fails");
        return false;
    }

    private void SkipAll(IEnumerable<(string Check, string? Stream)> checks, string reason)
    {
        foreach (var (check, stream) in checks)
        {
            Add(new CheckOutcome(check, stream, CheckState.Skipped, LeftOut(check, stream) ?? reason));
        }
    }

    private async Task<CheckOutcome> RunAsync(
        string name, string? stream, Func<CancellationToken, Task<Verdict>> check, Transcript transcript, CancellationToken cancellationToken, Action<FailureKind>? failed = null)
    {
        if (LeftOut(name, stream) is { } reason)
        {
            return Add(new CheckOutcome(name, stream, CheckState.Skipped, reason));
        }

        var watch = Stopwatch.StartNew();
        Verdict verdict;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CheckWithin);
        try
        {
            verdict = await check(limit.Token);
        }
        catch (ExchangeException failure)
        {
            transcript.Note($"a failure in {name}", failure);
            transcript.Note($"a remedy in {name}", failure.Remedy);
            failed?.Invoke(failure.Kind);
            verdict = Verdict.Failed($"{failure.Message} {failure.Remedy}".TrimEnd());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            verdict = Verdict.Failed(string.Create(CultureInfo.InvariantCulture, $"not done within {options.CheckWithin.TotalSeconds:0} s"));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its message may quote a record; a connector is to fail with an ExchangeException.
            transcript.Note($"a failure in {name}", exception);
            verdict = Verdict.Failed($"it breaks off with {exception.GetType().Name}; a connector fails with an ExchangeException of its kind");
        }

        return Add(new CheckOutcome(name, stream, verdict.State, transcript.Redacted(verdict.Reason)) { Took = watch.Elapsed });
    }

    private string? LeftOut(string check, string? stream) =>
        subject.Declaration.Conformance.Skip.FirstOrDefault(s => s.Check == check && (s.Stream is null || s.Stream == stream))?.Reason;

    private CheckOutcome Add(CheckOutcome outcome)
    {
        _outcomes.Add(outcome);
        options.Progress?.Invoke(outcome);
        return outcome;
    }
}
