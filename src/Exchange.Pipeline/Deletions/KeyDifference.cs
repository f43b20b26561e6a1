using System.Globalization;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Deletions;

/// <summary>
/// Finds deletions at a source that does not tell them: keys that several complete reads in a row did not show. An empty
/// listing, and one that lacks more than the declared share, delete nothing.
/// </summary>
/// <param name="store">Remembers missing keys.</param>
/// <param name="batchSize">How many deletions a transaction takes.</param>
internal sealed class KeyDifference(IDeletionStore store, int batchSize)
{
    private static readonly byte[] Raw = "{}"u8.ToArray();

    /// <summary>What to tell the operator; <see langword="null"/> for nothing.</summary>
    public string? Notice { get; private set; }

    /// <summary>The deletions after a complete read, as batches to commit like any other.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="run">The run.</param>
    /// <param name="read">How many records it read.</param>
    /// <param name="lease">The lease of the stream.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<PreparedBatch>> FindAsync(HubStream stream, StreamPosition run, int read, Lease lease, CancellationToken cancellationToken)
    {
        if (read == 0)
        {
            Notice = "The listing was empty: nothing counts as deleted. If the source really holds nothing any more, ask its owner, then withdraw the cases by hand.";
            return [];
        }

        var declared = stream.Declaration.Deletions ?? new DeletionDeclaration();
        var found = await store.CompareAsync(stream, run, lease, declared.MaximumShare, declared.Sightings, cancellationToken).ConfigureAwait(false);
        if (found.TooMany)
        {
            Notice = string.Create(
                CultureInfo.InvariantCulture,
                $"{found.Missing} of {found.Held} keys are missing from the listing, more than {declared.MaximumShare:P0} (deletions.maxShare): nothing counts as deleted. Ask the owner of the source; if they are really gone, raise the share for one run.");
            return [];
        }

        if (found.Gone.Count > 0)
        {
            Notice = string.Create(CultureInfo.InvariantCulture, $"{found.Gone.Count} record(s) missing from {declared.Sightings} complete listings count as deleted.");
        }

        return [.. found.Gone.Chunk(batchSize).Select(Batch)];
    }

    private static PreparedBatch Batch(string[] keys)
    {
        var batch = new PreparedBatch();
        foreach (var key in keys)
        {
            batch.Add(new PreparedRecord { Key = key, Operation = RecordOperation.Delete, Raw = Raw }, null);
        }

        return batch;
    }
}
