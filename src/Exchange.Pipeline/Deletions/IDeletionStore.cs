using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Leases;
using Exchange.Pipeline.Runs;

namespace Exchange.Pipeline.Deletions;

/// <summary>Remembers which keys complete reads of a stream did not show.</summary>
public interface IDeletionStore
{
    /// <summary>
    /// Compares what a run has read with what the hub holds of the stream. Where no more keys are missing than allowed, each
    /// counts as missed once more, and a key that came back counts from the start; otherwise nothing is noted.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="run">A run that has read everything the stream holds.</param>
    /// <param name="lease">The lease of the stream.</param>
    /// <param name="maximumShare">Which share of the keys held (0–1) may be missing; one key always may.</param>
    /// <param name="sightings">How many complete reads in a row must miss a key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<MissingKeys> CompareAsync(HubStream stream, StreamPosition run, Lease lease, double maximumShare, int sightings, CancellationToken cancellationToken);
}
