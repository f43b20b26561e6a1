using Exchange.Abstractions.Sources;

namespace Exchange.Testing.Sources;

/// <summary>An acknowledgement may be repeated: the second one does nothing, and no record is lost by either.</summary>
internal sealed class AcknowledgeCheck : IStreamCheck
{
    public string Name => "acknowledge";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var full = await bench.FullAsync(cancellationToken);
        await using var source = bench.Bench.Open();
        var taken = full.Pages.Count == 0 ? [] : full.Pages[0].Records.Select(r => r.Acknowledgement).OfType<object>().ToList();
        if (taken.Count == 0)
        {
            // The hub calls it all the same, after each commit.
            await source.AcknowledgeAsync(bench.Stream.Name, [], cancellationToken);
            await source.AcknowledgeAsync(bench.Stream.Name, [], cancellationToken);
            return Verdict.Passed;
        }

        if (!bench.Bench.Options.Write)
        {
            return Verdict.Skipped("it writes to the system: --write, against a test system");
        }

        await source.AcknowledgeAsync(bench.Stream.Name, taken, cancellationToken);
        var once = (await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken)).Keys;
        await source.AcknowledgeAsync(bench.Stream.Name, taken, cancellationToken);
        var twice = (await bench.ReadAsync(new ReadRequest(bench.Stream.Name) { Full = true }, cancellationToken)).Keys;
        var lost = once.Count(k => !twice.Contains(k));
        return lost == 0 ? Verdict.Passed : Verdict.Failed($"{lost} records are gone after the same acknowledgement was given twice");
    }
}
