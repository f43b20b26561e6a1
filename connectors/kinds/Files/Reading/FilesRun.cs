using System.Runtime.CompilerServices;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Documents;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Tables;

namespace Exchange.Connectors.Files.Reading;

/// <summary>One read of a stream: the files that are ready, in order, page after page.</summary>
internal sealed class FilesRun(FilesRead read, ReadRequest request)
{
    private readonly FilesStream _stream = read.Stream;
    private readonly bool _backfill = request.From is not null || request.To is not null;

    public async IAsyncEnumerable<SourcePage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = request.Full || _backfill ? new FilesCursor() : FilesCursor.Parse(request.Cursor, _stream.Name);
        var (files, notices) = await FilesAsync(cursor, cancellationToken);
        RecordPage page = _stream.Format is FileFormat.Csv or FileFormat.Xlsx or FileFormat.Xls
            ? new TablePage()
            : new DocumentPage(_stream.Declaration, read.Zone);

        // A snapshot stands for everything: one at a time, or what the older one lists would count as there.
        var last = _stream.Snapshot ? Math.Min(1, files.Count) : files.Count;
        var taken = 0;
        for (var i = 0; i < last; i++)
        {
            using var reading = await FileReading.OpenAsync(read, files[i], page, cursor.Within?.Path == files[i].Item.Path ? cursor.Within : null, cancellationToken);
            while (!reading.Ended)
            {
                var room = Math.Min(_stream.Declaration.Batch, (request.Limit ?? int.MaxValue) - taken);
                var (records, odd) = await reading.NextAsync(Math.Max(1, room), cancellationToken);
                taken += records.Count;
                cursor = !reading.Ended ? cursor with { Within = reading.Place }
                    : _stream.Done == Afterwards.Keep ? cursor.With(files[i], _stream.Overlap)
                    : new FilesCursor();
                var atEnd = reading.Ended && i == last - 1;
                yield return new SourcePage(records, Stored(cursor))
                {
                    Last = atEnd && last == files.Count,
                    Acknowledgements = reading.Ended && records.Count == 0 && reading.Acknowledgement is { } empty ? [empty] : [],
                    Complete = atEnd && _stream.Snapshot && !_backfill && reading.Whole,
                    Notices = [.. notices, .. odd, .. atEnd && last < files.Count ? [$"{files.Count - last} later snapshots wait for the next runs"] : Array.Empty<string>()],
                };
                notices = [];
                if (taken >= request.Limit && !atEnd)
                {
                    yield break;
                }
            }
        }

        if (last == 0)
        {
            yield return new SourcePage([], Stored(cursor with { Within = null })) { Last = true, Notices = notices };
        }
    }

    private string? Stored(FilesCursor cursor) => _backfill ? null : cursor.ToString();

    private async Task<(IReadOnlyList<ReadyFile> Files, IReadOnlyList<string> Notices)> FilesAsync(FilesCursor cursor, CancellationToken cancellationToken)
    {
        var (files, notices) = await new ReadyFiles(read.Folder, _stream, read.Time).FindAsync(cancellationToken);
        if (files.Count == 0)
        {
            // A mount that is gone must not look like a folder without files.
            await read.Folder.CheckAsync(cancellationToken);
        }

        var wanted = files
            .Where(f => _stream.Done != Afterwards.Keep || cursor.Within?.Path == f.Item.Path || cursor.Wants(f, _stream.Overlap))
            .Where(f => (request.From is null || f.Time >= request.From) && (request.To is null || f.Time < request.To));

        // The file in progress first: a later one of an earlier name must not make the hub forget how far it was.
        return ([.. wanted.OrderBy(f => f.Item.Path == cursor.Within?.Path ? 0 : 1)], notices);
    }
}
