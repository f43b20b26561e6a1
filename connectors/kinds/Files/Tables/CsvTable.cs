using System.Text;
using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Tables;

/// <summary>
/// Delimited text, read as UTF-8 in one buffer that grows to the longest record allowed. A row that cannot be used (wrong
/// quotes, too long, bytes that are no characters) is told with its number, and reading goes on with the next line.
/// </summary>
internal sealed class CsvTable : ITable
{
    private const int MostCells = 16_384;

    private readonly Utf8Window _window;
    private readonly byte[] _delimiter;
    private readonly byte[]? _quote;
    private readonly CsvScan? _scan;
    private readonly int _longest;
    private int _start;
    private int _next;
    private CsvCell[] _cells = new CsvCell[64];

    /// <summary>Begins to read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="settings">How it is written.</param>
    /// <param name="longest">How many characters a record may have.</param>
    public CsvTable(Utf8Text text, TableSettings settings, int longest)
    {
        _window = new Utf8Window(text);
        _delimiter = Encoding.UTF8.GetBytes([settings.Delimiter]);
        _quote = settings.Quote is { } quote ? Encoding.UTF8.GetBytes([quote]) : null;
        _longest = longest;
        _scan = _delimiter.Length == 1 && _quote is null or { Length: 1 } ? new CsvScan(_delimiter[0], _quote?[0]) : null;
    }

    public long Row { get; private set; }

    public int Count { get; private set; }

    public string? Fault { get; private set; }

    public bool? IsMergedLeft(int place) => null;

    public ReadOnlySpan<byte> Cell(int place, out bool isPlain)
    {
        ref var cell = ref _cells[place];
        if (cell.IsEscaped)
        {
            cell = new CsvCell(cell.Start, Unescape(_window.Buffer.AsSpan(_start + cell.Start, cell.Length)), IsPlain: false);
        }

        isPlain = cell.IsPlain;
        return _window.Buffer.AsSpan(_start + cell.Start, cell.Length);
    }

    public bool Read()
    {
        while (true)
        {
            _start = _next;
            Count = 0;
            Fault = null;
            if (_next == _window.End && !Fill())
            {
                return false;
            }

            Row++;
            Fault = ReadCells();
            if (Fault is null && _next - _start > _longest && Encoding.UTF8.GetCharCount(_window.Buffer, _start, _next - _start) > _longest)
            {
                Fault = TooLong();
            }

            if (Fault is not null)
            {
                SkipLine();
                return true;
            }

            if (Count == 1 && _cells[0].Length == 0)
            {
                continue;
            }

            if (!_window.IsGood(_start, _next))
            {
                Fault = "holds bytes that are no characters of the declared character set";
            }

            return true;
        }
    }

    public void Dispose() => _window.Dispose();

    private string? ReadCells()
    {
        while (true)
        {
            if (_scan is not null)
            {
                // The cells that are in the buffer and not quoted, which are nearly all.
                var (ended, next, count) = _scan.Read(_window.Buffer, _window.End, _start, _next, _cells, Count);
                (_next, Count) = (next, count);
                if (ended)
                {
                    EndLine();
                    return null;
                }
            }

            if (Count == MostCells)
            {
                return $"has more than {MostCells} cells";
            }

            if (Count == _cells.Length)
            {
                Array.Resize(ref _cells, Count * 2);
            }

            var wrong = _quote is not null && Has(_quote.Length) && Buffered(_next).StartsWith(_quote) ? ReadQuoted(_quote) : ReadPlain();
            if (wrong is not null || _next == _window.End)
            {
                return wrong;
            }

            if (!Buffered(_next).StartsWith(_delimiter))
            {
                EndLine();
                return null;
            }

            _next += _delimiter.Length;
        }
    }

    private void EndLine()
    {
        if (_window.Buffer[_next++] == '\r' && (_next < _window.End || Fill()) && _window.Buffer[_next] == '\n')
        {
            _next++;
        }
    }

    private string? ReadPlain()
    {
        var from = _next - _start;
        var seen = _next;
        while (true)
        {
            var found = Buffered(seen).IndexOfAny(_delimiter[0], (byte)'\r', (byte)'\n');
            if (found >= 0)
            {
                _next = seen + found;
                if (_window.Buffer[_next] != _delimiter[0] || _delimiter.Length == 1 || (Has(_delimiter.Length) && Buffered(_next).StartsWith(_delimiter)))
                {
                    break;
                }

                seen = _next + 1;
                continue;
            }

            var length = _window.End - _start;
            if (IsTooLong(length))
            {
                return TooLong();
            }

            if (!Fill())
            {
                _next = _window.End;
                break;
            }

            seen = _start + length;
        }

        _cells[Count++] = new CsvCell(from, _next - _start - from, IsPlain: false);
        return null;
    }

    private string? ReadQuoted(byte[] quote)
    {
        var from = _next - _start + quote.Length;
        var seen = _next + quote.Length;
        var escaped = false;
        while (true)
        {
            var found = Buffered(seen).IndexOf(quote);
            if (found < 0)
            {
                // The start of a quote of several bytes may stand at the end.
                var length = Math.Max(seen, _window.End - quote.Length + 1) - _start;
                if (IsTooLong(length))
                {
                    return TooLong();
                }

                if (!Fill())
                {
                    return "has a quote that is never closed";
                }

                seen = _start + length;
                continue;
            }

            _next = seen + found + quote.Length;
            if (Has(quote.Length) && Buffered(_next).StartsWith(quote))
            {
                escaped = true;
                seen = _next + quote.Length;
                continue;
            }

            var end = _next - quote.Length - _start;
            _cells[Count++] = new CsvCell(from, end - from, IsPlain: false, escaped);
            return !Has(1) || _window.Buffer[_next] is (byte)'\r' or (byte)'\n' || (Has(_delimiter.Length) && Buffered(_next).StartsWith(_delimiter))
                ? null
                : "has text behind a closing quote";
        }
    }

    // Goes on with the line after the one the row began on.
    private void SkipLine()
    {
        Count = 0;
        _next = _start;
        while (true)
        {
            var found = Buffered(_next).IndexOfAny((byte)'\r', (byte)'\n');
            if (found >= 0)
            {
                _next += found;
                EndLine();
                return;
            }

            _start = _next = _window.End;
            if (!Fill())
            {
                return;
            }
        }
    }

    private ReadOnlySpan<byte> Buffered(int from) => _window.Buffer.AsSpan(from, _window.End - from);

    // Whether so many bytes follow; more is read for them.
    private bool Has(int count)
    {
        while (_window.End - _next < count)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    // Takes more text behind what is there, keeping the row that began at _start.
    private bool Fill()
    {
        if (_window.AtEnd)
        {
            return false;
        }

        var more = _window.Fill(_start);
        _next -= _start;
        _start = 0;
        return more;
    }

    private int Unescape(Span<byte> text)
    {
        var (read, length) = (0, 0);
        while (read < text.Length)
        {
            var found = text[read..].IndexOf(_quote);
            var keep = found < 0 ? text.Length - read : found + _quote!.Length;
            text.Slice(read, keep).CopyTo(text[length..]);
            length += keep;
            read += found < 0 ? keep : keep + _quote!.Length;
        }

        return length;
    }

    // No character has more than three bytes for each unit it counts for; the rest is told when the record has ended.
    private bool IsTooLong(int length) => length / 3 > _longest;

    private string TooLong() => $"is longer than {_longest} characters";
}
