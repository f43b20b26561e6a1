using Exchange.Abstractions.Failures;

namespace Exchange.Testing.Targets;

/// <summary>The listing of a target is in the order of its keys, each once.</summary>
internal sealed class ListKeysCheck : ITargetCheck
{
    public string Name => "list-keys";

    public async Task<Verdict> RunAsync(TargetBench bench, CancellationToken cancellationToken)
    {
        await using var target = bench.Open();
        string? before = null;
        var count = 0;
        try
        {
            await foreach (var held in target.ListKeysAsync(cancellationToken))
            {
                if (string.IsNullOrEmpty(held.Key))
                {
                    return Verdict.Failed($"entry {count + 1} of the listing has no key");
                }

                var order = before is null ? -1 : string.CompareOrdinal(before, held.Key);
                if (order >= 0)
                {
                    return Verdict.Failed(order == 0 ? $"entry {count + 1} of the listing repeats the key before it" : $"entry {count + 1} of the listing stands after a key that is greater: the listing is not in the order of its keys");
                }

                before = held.Key;
                if (++count >= TargetBench.MostListed)
                {
                    break;
                }
            }
        }
        catch (ExchangeException failure) when (failure.Kind == FailureKind.Configuration && count == 0)
        {
            bench.Transcript.Note("the failure of a listing", failure);
            return Verdict.Skipped("the target cannot list its keys");
        }

        return Verdict.Passed;
    }
}
