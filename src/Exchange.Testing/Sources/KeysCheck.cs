namespace Exchange.Testing.Sources;

/// <summary>Every good record has a key and a case key, and no two of one read have the same key.</summary>
internal sealed class KeysCheck : IStreamCheck
{
    public string Name => "keys";

    public async Task<Verdict> RunAsync(StreamBench bench, CancellationToken cancellationToken)
    {
        var records = (await bench.FullAsync(cancellationToken)).Records;
        var good = records.Where(r => r.Fault is null).ToList();
        if (good.Count == 0)
        {
            return records.Count == 0 ? Verdict.Skipped("the stream has no records") : Verdict.Failed($"none of {records.Count} records can be taken: {records[0].Fault!.Field}: {records[0].Fault!.Message}");
        }

        var without = good.Count(r => string.IsNullOrEmpty(r.Key) || string.IsNullOrEmpty(r.CaseKey));
        if (without > 0)
        {
            return Verdict.Failed($"{without} of {good.Count} records have no key or no case key, and no fault that says so");
        }

        var repeated = good.GroupBy(r => r.Key, StringComparer.Ordinal).Count(g => g.Count() > 1);
        return repeated == 0
            ? Verdict.Passed
            : Verdict.Failed($"{repeated} keys stand more than once in one read: the fields under 'key' do not identify a record, or pages overlap");
    }
}
