using Exchange.Mapping;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Pulling;

namespace Exchange.Pipeline.Drift;

/// <summary>Makes the watch of a stream for one run.</summary>
internal static class DriftWatches
{
    /// <summary>The watch of a run; <see langword="null"/> where nobody watches.</summary>
    /// <param name="ports">What the run stands on.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="mapping">Its mapping.</param>
    /// <param name="mayLearn">Whether the run may add to what is known: a replay may not.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<DriftWatch?> OpenAsync(PipelinePorts ports, HubStream stream, CompiledMapping mapping, bool mayLearn, CancellationToken cancellationToken)
    {
        if (ports.Drift is not { } store)
        {
            return null;
        }

        var (shape, accepted) = await store.ReadAsync(stream.StreamId, cancellationToken).ConfigureAwait(false);
        return new DriftWatch(KnownShape.Read(shape, accepted), DriftContract.Of(stream.Declaration.Contract), mapping, ports.Privacy, mayLearn);
    }
}
