using System.Text.RegularExpressions;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>One file being read, page by page. A file that cannot be read, or not to its end, becomes one record with a fault.</summary>
internal sealed class FileReading : IDisposable
{
    private readonly FilesRead _read;
    private readonly ReadyFile _file;
    private readonly RecordPage _page;
    private readonly string _name;
    private FileContent? _content;
    private string? _hash;
    private bool _started;
    private bool _more;
    private bool _resumed;
    private int _lastPart;
    private long _lastRow;
    private BrokenFileException? _broken;

    private FileReading(FilesRead read, ReadyFile file, RecordPage page)
    {
        _read = read;
        _file = file;
        _page = page;
        _name = file.Item.Path;
    }

    /// <summary>Whether the file has been read as far as it can be.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether every record of the file was read in this run, and none was unusable.</summary>
    public bool Whole { get; private set; }

    /// <summary>What acknowledges the file, once it has ended; it stands on its last record where there is one.</summary>
    public FileAcknowledgement? Acknowledgement { get; private set; }

    /// <summary>How far it has been read.</summary>
    public FilePlace Place => new(_name, _hash ?? "", _lastPart, _lastRow);

    /// <summary>Opens a file; what is wrong with it comes as its first page.</summary>
    /// <param name="read">What reading stands on.</param>
    /// <param name="file">The file.</param>
    /// <param name="page">The page its records go to.</param>
    /// <param name="within">How far it was read before, where it was.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<FileReading> OpenAsync(FilesRead read, ReadyFile file, RecordPage page, FilePlace? within, CancellationToken cancellationToken)
    {
        var reading = new FileReading(read, file, page);
        if (!FolderPath.IsPlain(file.Item.Path))
        {
            reading._broken = new BrokenFileException("the name holds control characters", null);
            return reading;
        }

        if (file.Item.Size > read.Stream.MaximumSize)
        {
            reading._broken = new BrokenFileException($"it is larger than {ByteSize.Show(read.Stream.MaximumSize)} (raise 'maximumSize')", null);
            return reading;
        }

        var bytes = await read.Folder.OpenAsync(file.Item, cancellationToken);
        try
        {
            reading._hash = await FileHash.OfAsync(bytes, cancellationToken);
            if (!file.Item.IsSame(await read.Folder.FindAsync(file.Item.Path, cancellationToken)))
            {
                throw new ExchangeException(FailureKind.Transient, $"{read.Folder.Place}: '{FolderPath.Shown(file.Item.Path)}' changes while it is read.", "It is read again once it is complete.");
            }
        }
        catch
        {
            await bytes.DisposeAsync();
            throw;
        }

        reading._content = new FileContent(bytes, file.Item.Path, read.Stream, read.Zone, page);
        reading.SkipTo(within);
        return reading;
    }

    /// <summary>The next records.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<(IReadOnlyList<SourceRecord> Records, IReadOnlyList<string> Notices)> NextAsync(int limit, CancellationToken cancellationToken)
    {
        _page.Clear();
        if (!_started)
        {
            Advance();
        }

        while (_more && _page.Count < limit && !_page.IsLarge)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _lastRow = _content!.Row;
            _content.Write();
            _lastPart = _content.Part;
            Advance();
        }

        if (_more)
        {
            return _page.Take(_read.Now, null);
        }

        Ended = true;
        await CheckEndAsync(cancellationToken);
        Acknowledgement = _read.Stream.Done == Afterwards.Keep ? null : new FileAcknowledgement(_file, _hash, _broken is not null);
        var (records, notices) = _page.Take(_read.Now, _broken is null ? Acknowledgement : null);
        return _broken is null ? (records, notices) : ([.. records, FaultOf(_broken, Acknowledgement)], notices);
    }

    public void Dispose() => _content?.Dispose();

    private void SkipTo(FilePlace? within)
    {
        if (within is null || within.Hash != _hash)
        {
            return;
        }

        _resumed = true;
        do
        {
            Advance();
        }
        while (_more && (_content!.Part < within.Part || (_content.Part == within.Part && _content.Row <= within.Row)));
    }

    private void Advance()
    {
        _started = true;
        try
        {
            _more = _broken is null && _content!.MoveNext();
        }
        catch (BrokenFileException broken)
        {
            (_broken, _more) = (broken, false);
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            (_broken, _more) = (new BrokenFileException(exception.Message.TrimEnd('.'), null, exception), false);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            (_broken, _more) = (new BrokenFileException("the archive is damaged", null, exception), false);
        }
        catch (IOException exception)
        {
            throw new ExchangeException(
                FailureKind.Transient, $"{_read.Folder.Place}: '{FolderPath.Shown(_name)}' cannot be read any more ({exception.GetType().Name}).", "It is read again; if it lasts, check the disk or the mount.", exception);
        }
    }

    private async Task CheckEndAsync(CancellationToken cancellationToken)
    {
        if (_broken is not null)
        {
            return;
        }

        var declared = _content!.Declared ?? await FlagCountAsync(cancellationToken);
        var passed = _content.Passed;
        if (declared is not null && declared != passed.All)
        {
            _broken = new BrokenFileException($"it holds {passed.All} records and says it has {declared}", null);
            return;
        }

        Whole = !_resumed && passed is { All: > 0, Faulty: 0 };
    }

    private async Task<long?> FlagCountAsync(CancellationToken cancellationToken)
    {
        if (!_read.Stream.Ready.Counted || _file.Flag is not { Size: <= 4096 } flag)
        {
            return null;
        }

        await using var bytes = await _read.Folder.OpenAsync(flag, cancellationToken);
        using var text = new StreamReader(bytes);
        var number = Regex.Match(await text.ReadToEndAsync(cancellationToken), "[0-9]{1,12}", RegexOptions.NonBacktracking);
        return number.Success ? long.Parse(number.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private SourceRecord FaultOf(BrokenFileException broken, FileAcknowledgement? acknowledgement)
    {
        var json = new JsonBuffer();
        json.Raw("{\"_file\":\""u8);
        json.Text(_name);
        json.Raw("\",\"_row\":"u8);
        json.Number(broken.Row ?? 0);
        json.Raw((byte)'}');
        var row = broken.Row is { } known ? $", row {known}" : "";
        return new SourceRecord
        {
            SourceKey = null,
            CaseKey = null,
            Json = json.Memory,
            Acknowledgement = acknowledgement,
            Fault = new RecordFault(FilesStream.FileField, "undecodable", $"{FolderPath.Shown(_name)}{row}: {broken.Message}."),
        };
    }
}
