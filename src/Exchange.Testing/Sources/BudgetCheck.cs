using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Testing.Settings;

namespace Exchange.Testing.Sources;

/// <summary>Every request takes a permit of the budget and gives it back; with the service window closed nothing is asked.</summary>
internal sealed class BudgetCheck : IStreamCheck
{
    public string Name => "budget";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var source = bench.Bench;
        if (ChangedSettings.Unreachable(source.Declaration) is null)
        {
            return Verdict.Skipped("the settings name no place on a network");
        }

        CountingBudget? counting = null;
        await using (var open = source.Open(budget: b => counting = new CountingBudget(b)))
        {
            var reading = await source.ReadAsync(open, bench.Stream, new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken);
            var fetches = reading.Pages.Sum(p => p.Fetches);
            if (counting!.Taken < fetches)
            {
                return Verdict.Failed($"a read of {fetches} requests took {counting.Taken} permits of the budget");
            }
        }

        if (counting.Open > 0)
        {
            return Verdict.Failed($"{counting.Open} permits of the budget are never given back");
        }

        if (counting.Most > source.Declaration.Budget.Concurrent)
        {
            return Verdict.Failed($"{counting.Most} requests ran at once; the budget allows {source.Declaration.Budget.Concurrent}");
        }

        return await ClosedAsync(bench, cancellationToken);
    }

    private static async Task<Verdict> ClosedAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = bench.Bench.Open(budget: _ => new ClosedBudget());
            var reading = await bench.Bench.ReadAsync(source, bench.Stream, new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken);
            return Verdict.Failed($"with the service window closed {reading.Records.Count} records were read");
        }
        catch (ExchangeException failure)
        {
            bench.Bench.Transcript.Note("the failure of a closed service window", failure);
            return failure.Kind == FailureKind.Transient ? Verdict.Passed : Verdict.Failed("a closed service window does not fail as transient");
        }
    }
}
