using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>One stream under test with a full read of it, which most checks compare with.</summary>
internal sealed class StreamBench(SourceBench bench, StreamDeclaration stream)
{
    private StreamReading? _full;

    public SourceBench Bench => bench;

    public StreamDeclaration Stream => stream;

    /// <summary>Everything the stream holds, up to the limit of the test.</summary>
    public async Task<StreamReading> FullAsync(CancellationToken cancellationToken) => _full ??= await ReadAsync(new ReadRequest(stream.Name) { Full = true }, cancellationToken);

    /// <summary>Reads with a source of its own.</summary>
    public async Task<StreamReading> ReadAsync(ReadRequest request, CancellationToken cancellationToken, int? batch = null, int? pages = null)
    {
        await using var source = bench.Open(batch is { } size ? bench.WithBatch(stream.Name, size) : null);
        return await bench.ReadAsync(source, stream, request, cancellationToken, pages);
    }

    /// <summary>What a first load reads: everything, with cursors to resume from.</summary>
    public ReadRequest FirstLoad => new(stream.Name);
}
