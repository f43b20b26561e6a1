using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Testing.Records;

namespace Exchange.Testing.Sources;

/// <summary>What the checks of a source work with: the source, made anew for each, and what it told so far.</summary>
internal sealed class SourceBench(ConformanceSubject subject, ConformanceOptions options, Transcript transcript)
{
    public ConnectorDeclaration Declaration => subject.Declaration;

    public ConformanceOptions Options => options;

    public Transcript Transcript => transcript;

    /// <summary>Makes the source.</summary>
    public ISourceConnector Open(ConnectorDeclaration? declaration = null, Func<IRequestBudget, IRequestBudget>? budget = null) =>
        subject.Source!(declaration ?? Declaration, options.Services(budget ?? (b => b)));

    /// <summary>The declaration with another size of pages for one stream.</summary>
    public ConnectorDeclaration WithBatch(string stream, int batch) =>
        Declaration with { Streams = [.. Declaration.Streams.Select(s => s.Name == stream ? s with { Batch = batch } : s)] };

    /// <summary>Reads a stream.</summary>
    /// <param name="source">The source.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="request">What to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <param name="pages">How many pages to take; <see langword="null"/> for all.</param>
    public async Task<StreamReading> ReadAsync(ISourceConnector source, StreamDeclaration stream, ReadRequest request, CancellationToken cancellationToken, int? pages = null)
    {
        var seen = new List<SeenPage>();
        var count = 0;
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            var read = Keep(page, stream);
            seen.Add(read);
            count += read.Records.Count;
            if (pages is { } most && seen.Count >= most)
            {
                break;
            }

            if (count >= options.MaximumRecords && !page.Last)
            {
                return new StreamReading(seen, Cut: true);
            }
        }

        return new StreamReading(seen, Cut: false);
    }

    private SeenPage Keep(SourcePage page, StreamDeclaration stream)
    {
        foreach (var notice in page.Notices)
        {
            transcript.Note($"a notice of {stream.Name}", notice);
        }

        transcript.Note($"a cursor of {stream.Name}", page.Cursor);
        return new SeenPage(
            [.. page.Records.Select(r =>
            {
                transcript.Note($"a fault of {stream.Name}", r.Fault?.Message);
                return new SeenRecord(r.SourceKey, r.CaseKey, r.Version, r.Fault, r.Acknowledgement, CanonicalText.Of(r.Json, stream.Ignore));
            })],
            page.Cursor,
            page.Last,
            page.Complete,
            page.Fetches);
    }
}
