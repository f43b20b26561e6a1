using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Reads the files of a folder, and puts those away whose records are committed.</summary>
internal sealed class FilesSource(ConnectorDeclaration declaration, IReadOnlyList<FilesStream> streams, IFolder folder, TimeProvider time) : ISourceConnector
{
    private const int Sample = 100;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await folder.CheckAsync(cancellationToken);
            var waiting = new List<string>();
            foreach (var stream in streams)
            {
                var (files, _) = await new ReadyFiles(folder, stream, time).FindAsync(cancellationToken);
                waiting.Add($"{stream.Name} {files.Count}");
            }

            return new CheckResult(true, $"{folder.Place}: the folder can be read. Files ready: {string.Join(", ", waiting)}.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<StreamShape> DiscoverAsync(string stream, CancellationToken cancellationToken)
    {
        var shape = new RecordShape();
        var seen = 0;
        string? wrong = null;
        await foreach (var page in ReadAsync(new ReadRequest(stream) { Limit = Sample, Full = true }, cancellationToken))
        {
            foreach (var record in page.Records)
            {
                if (record.Fault is { Reason: "undecodable" } fault)
                {
                    wrong ??= fault.Message;
                    continue;
                }

                shape.Add([record]);
                seen++;
            }
        }

        return seen > 0 ? shape.Of(stream) : throw new ExchangeException(
            FailureKind.Data,
            $"{folder.Place}: stream '{stream}' has no record to look at. {wrong}".TrimEnd(),
            wrong is null ? $"Put a file that matches '{Find(stream).Path.Text}' there, with what marks it ready." : "Compare the file with 'files' and 'table' of the stream.");
    }

    public IAsyncEnumerable<SourcePage> ReadAsync(ReadRequest request, CancellationToken cancellationToken) =>
        new FilesRun(new FilesRead { Folder = folder, Stream = Find(request.Stream), Zone = declaration.TimeZone, Time = time }, request).PagesAsync(cancellationToken);

    public async Task AcknowledgeAsync(string stream, IReadOnlyList<object> acknowledgements, CancellationToken cancellationToken)
    {
        var mover = new FileMover(folder, Find(stream));
        foreach (var acknowledgement in acknowledgements.OfType<FileAcknowledgement>())
        {
            await mover.PutAwayAsync(acknowledgement, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private FilesStream Find(string name) => streams.FirstOrDefault(s => s.Name == name)
        ?? throw new ExchangeException(FailureKind.Configuration, $"connector '{declaration.Id}' has no stream '{name}'.", $"Known: {string.Join(", ", streams.Select(s => s.Name))}.");
}
