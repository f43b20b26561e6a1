using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Tables;

/// <summary>The rows of a table as records: every cell is text, named by its column.</summary>
internal sealed class TableRecords : IRecordSequence
{
    private const int MostCellsShown = 50;

    private readonly ITable _table;
    private readonly FilesStream _stream;
    private readonly TablePage _page;
    private readonly string?[] _columns;
    private readonly byte[]?[] _names;
    private readonly bool[] _serial;
    private readonly byte[] _opening;
    private readonly RowKey _key;
    private readonly RowKey _caseKey;
    private readonly bool _sameKeys;
    private readonly (int Place, byte[] Value)[] _deleteWhen;
    private readonly int _version = -1;
    private readonly TimeText? _time;
    private readonly string _file;
    private string? _fault;

    public TableRecords(ITable table, FilesStream stream, TimeZoneInfo zone, string file, TablePage page)
    {
        _table = table;
        _stream = stream;
        _page = page;
        _file = file;
        var declaration = stream.Declaration;
        _columns = TableColumns.Read(table, stream.Table, declaration.KeyFields);
        _names = [.. _columns.Select(c => c is null ? null : Encoding.UTF8.GetBytes(",\"").Concat(JsonBuffer.Encode(c)).Concat("\":\""u8.ToArray()).ToArray())];
        _serial = [.. _columns.Select(c => c is not null && stream.Table.SerialDates.Contains(c, StringComparer.Ordinal))];
        _opening = [.. "{\""u8, .. JsonBuffer.Encode(FilesStream.FileField), .. "\":\""u8, .. JsonBuffer.Encode(file), .. "\",\""u8, .. JsonBuffer.Encode(FilesStream.RowField), .. "\":"u8];
        _key = new RowKey(declaration.Key, _columns, file);
        _caseKey = new RowKey([declaration.CaseKey, .. declaration.MoreCaseKeys], _columns, file);
        _sameKeys = _key.IsSame(_caseKey);
        _deleteWhen = [.. declaration.DeleteWhen.Select(w => (Array.IndexOf(_columns, w.Key), Encoding.UTF8.GetBytes(w.Value)))];
        if (declaration.Cursor is { } cursor)
        {
            _version = Array.IndexOf(_columns, cursor.Field);
            _time = new TimeText(cursor.Format, zone);
        }
    }

    public long Row => _table.Row;

    public bool IsFaulty => _fault is not null;

    public long? Declared { get; private set; }

    public bool MoveNext()
    {
        while (_table.Read())
        {
            if (_stream.Table.Header == 0 && _table.Row <= _stream.Table.SkipRows)
            {
                continue;
            }

            if (_stream.Table.Footer is { } footer && _table.Fault is null && IsFooter(footer))
            {
                continue;
            }

            _fault = _table.Fault ?? Shape();
            return true;
        }

        return false;
    }

    public void Write()
    {
        var json = _page.Target;
        var start = json.Length;
        json.Raw(_opening);
        json.Number(_table.Row);
        if (_fault is not null)
        {
            WriteCells(json);
            json.Raw((byte)'}');
            _page.Add(new TableEntry
            {
                Start = start,
                Length = json.Length - start,
                Fault = new RecordFault(FilesStream.RowField, "undecodable", $"{_file}: row {_table.Row} {_fault}."),
            });
            return;
        }

        var count = Math.Min(_table.Count, _names.Length);
        for (var i = 0; i < count; i++)
        {
            if (_names[i] is { } name)
            {
                var text = _table.Cell(i, out var isPlain);
                json.Member(name, _serial[i] && SerialDate.ToIso(_table.Text(i)) is { } date ? Encoding.UTF8.GetBytes(date) : text, isPlain);
            }
        }

        for (var i = count; i < _names.Length; i++)
        {
            if (_names[i] is { } name)
            {
                json.Member(name, default, isPlain: true);
            }
        }

        json.Raw((byte)'}');
        RecordFault? fault = null;
        var version = Version(out var unreadable);
        var key = _key.Read(_table, ref fault);
        _page.Add(new TableEntry
        {
            Key = key,
            CaseKey = _sameKeys ? key : _caseKey.Read(_table, ref fault),
            Version = version,
            VersionUnreadable = unreadable,
            Deletes = Deletes(),
            Start = start,
            Length = json.Length - start,
            Fault = fault,
        });
    }

    public void Dispose() => _table.Dispose();

    private string? Shape()
    {
        var (count, expected) = (_table.Count, _columns.Length);
        if (count > expected && Enumerable.Range(expected, count - expected).Any(i => _table.Cell(i).Length > 0))
        {
            return $"has {count} cells and the header {expected}";
        }

        if (count > expected && !_stream.Table.TrailingDelimiter && _stream.Format == FileFormat.Csv)
        {
            return $"has {count} cells and the header {expected} (every row ends with a delimiter? declare 'trailingDelimiter: true')";
        }

        return count < expected && !_stream.Table.Ragged && _stream.Format == FileFormat.Csv
            ? $"has {count} cells and the header {expected}"
            : null;
    }

    private bool IsFooter(Regex footer)
    {
        for (var i = 0; i < _table.Count; i++)
        {
            var text = _table.Text(i).AsSpan().Trim();
            if (text.Length == 0)
            {
                continue;
            }

            try
            {
                var match = footer.Match(text.ToString());
                if (match.Success && match.Groups["count"] is { Success: true } group && long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var declared))
                {
                    Declared = declared;
                }

                return match.Success;
            }
            catch (RegexMatchTimeoutException)
            {
                throw new BrokenFileException("the pattern under 'footer' takes too long", _table.Row);
            }
        }

        return false;
    }

    private DateTimeOffset? Version(out bool unreadable)
    {
        unreadable = false;
        if (_time is null || _version < 0)
        {
            return null;
        }

        if (_version < _table.Count && _time.TryRead(_table.Text(_version), out var time))
        {
            return time;
        }

        unreadable = true;
        return null;
    }

    private bool Deletes()
    {
        foreach (var (place, value) in _deleteWhen)
        {
            if (place < 0 || place >= _table.Count || !_table.Cell(place).SequenceEqual(value))
            {
                return false;
            }
        }

        return _deleteWhen.Length > 0;
    }

    private void WriteCells(JsonBuffer json)
    {
        if (_table.Count == 0)
        {
            return;
        }

        json.Raw(",\"_cells\":["u8);
        for (var i = 0; i < Math.Min(_table.Count, MostCellsShown); i++)
        {
            json.Raw(i == 0 ? "\""u8 : ",\""u8);
            json.Text(_table.Text(i));
            json.Raw((byte)'"');
        }

        json.Raw((byte)']');
    }
}
