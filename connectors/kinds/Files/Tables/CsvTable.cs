using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Tables;

/// <summary>
/// Delimited text, in one buffer that grows to the longest record allowed. A row that cannot be used (wrong quotes, too long,
/// bytes that are no characters) is told with its number, and reading goes on with the next line.
/// </summary>
internal sealed class CsvTable : ITable
{
    private const int MostCells = 16_384;

    private readonly DecodedText _text;
    private readonly char _delimiter;
    private readonly char? _quote;
    private readonly char _quoteOrNone;
    private readonly int _longest;
    private char[] _buffer = new char[32 * 1024];
    private int _start;
    private int _next;
    private int _end;
    private bool _atEnd;
    private (int Start, int Length, bool Escaped)[] _cells = new (int, int, bool)[64];

    public CsvTable(DecodedText text, TableSettings settings, int longest)
    {
        _text = text;
        _delimiter = settings.Delimiter;
        _quote = settings.Quote;
        _longest = longest;
        _quoteOrNone = settings.Quote ?? '\0';
    }

    public long Row { get; private set; }

    public int Count { get; private set; }

    public string? Fault { get; private set; }

    public bool? IsMergedLeft(int place) => null;

    public ReadOnlySpan<char> Cell(int place)
    {
        ref var cell = ref _cells[place];
        if (cell.Escaped)
        {
            Unescape(ref cell);
        }

        return _buffer.AsSpan(_start + cell.Start, cell.Length);
    }

    public bool Read()
    {
        while (true)
        {
            _start = _next;
            Count = 0;
            Fault = null;
            if (_next == _end && !Fill())
            {
                return false;
            }

            Row++;
            Fault = ReadCells();
            if (Fault is not null)
            {
                SkipLine();
                return true;
            }

            if (Count == 1 && _cells[0].Length == 0)
            {
                continue;
            }

            if (_buffer.AsSpan(_start, _next - _start).Contains(DecodedText.Bad))
            {
                Fault = "holds bytes that are no characters of the declared character set";
            }

            return true;
        }
    }

    public void Dispose() => _text.Dispose();

    private string? ReadCells()
    {
        while (true)
        {
            if (ReadPlainCells())
            {
                return null;
            }

            if (Count == MostCells)
            {
                return $"has more than {MostCells} cells";
            }

            if (Count == _cells.Length)
            {
                Array.Resize(ref _cells, Count * 2);
            }

            if ((_next < _end || Fill()) && _buffer[_next] == _quoteOrNone && _quote is not null)
            {
                if (ReadQuoted(_quoteOrNone) is { } wrong)
                {
                    return wrong;
                }
            }
            else if (ReadPlain() is { } wrong)
            {
                return wrong;
            }

            if (_next == _end)
            {
                return null;
            }

            if (_buffer[_next] == _delimiter)
            {
                _next++;
                continue;
            }

            EndLine();
            return null;
        }
    }

    // The cells that are in the buffer and not quoted, which are nearly all; whether the row ended with them.
    private bool ReadPlainCells()
    {
        var text = _buffer.AsSpan(0, _end);
        var (cells, count, next) = (_cells, Count, _next);
        var (start, delimiter, quote, quotes) = (_start, _delimiter, _quoteOrNone, _quote is not null);
        while (count < cells.Length && next < text.Length && !(quotes && text[next] == quote))
        {
            var length = text[next..].IndexOfAny(delimiter, '\r', '\n');
            if (length < 0)
            {
                break;
            }

            cells[count++] = (next - start, length, false);
            next += length;
            if (text[next] != delimiter)
            {
                (_next, Count) = (next, count);
                EndLine();
                return true;
            }

            next++;
        }

        (_next, Count) = (next, count);
        return false;
    }

    private void EndLine()
    {
        if (_buffer[_next++] == '\r' && (_next < _end || Fill()) && _buffer[_next] == '\n')
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
            var found = _buffer.AsSpan(seen, _end - seen).IndexOfAny(_delimiter, '\r', '\n');
            if (found >= 0)
            {
                _next = seen + found;
                break;
            }

            var length = _end - _start;
            if (length > _longest)
            {
                return TooLong();
            }

            if (!Fill())
            {
                _next = _end;
                break;
            }

            seen = _start + length;
        }

        _cells[Count++] = (from, _next - _start - from, false);
        return null;
    }

    private string? ReadQuoted(char quote)
    {
        var from = _next - _start + 1;
        var seen = _next + 1;
        var escaped = false;
        while (true)
        {
            var found = _buffer.AsSpan(seen, _end - seen).IndexOf(quote);
            var place = found < 0 ? _end : seen + found;
            if (found < 0 || (place + 1 == _end && !_atEnd))
            {
                var keep = place - _start;
                if (keep > _longest)
                {
                    return TooLong();
                }

                if (!Fill() && found < 0)
                {
                    return "has a quote that is never closed";
                }

                seen = _start + keep;
                continue;
            }

            if (place + 1 < _end && _buffer[place + 1] == quote)
            {
                escaped = true;
                seen = place + 2;
                continue;
            }

            _cells[Count++] = (from, place - _start - from, escaped);
            _next = place + 1;
            return _next == _end || _buffer[_next] is '\r' or '\n' || _buffer[_next] == _delimiter ? null : "has text behind a closing quote";
        }
    }

    // Goes on with the line after the one the row began on.
    private void SkipLine()
    {
        Count = 0;
        _next = _start;
        while (true)
        {
            var line = _buffer.AsSpan(_next, _end - _next);
            var found = line.IndexOfAny('\r', '\n');
            if (found >= 0)
            {
                _next += found + 1;
                if (line[found] == '\r' && (_next < _end || Fill()) && _buffer[_next] == '\n')
                {
                    _next++;
                }

                return;
            }

            _start = _next = _end;
            if (!Fill())
            {
                return;
            }
        }
    }

    // Takes more text behind what is there, keeping the row that began at _start.
    private bool Fill()
    {
        if (_atEnd)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _next -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _text.Read(_buffer.AsSpan(_end));
        _atEnd = read == 0;
        _end += read;
        return read > 0;
    }

    private void Unescape(ref (int Start, int Length, bool Escaped) cell)
    {
        var text = _buffer.AsSpan(_start + cell.Start, cell.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            text[length++] = text[i];
            if (text[i] == _quote)
            {
                i++;
            }
        }

        cell = (cell.Start, length, false);
    }

    private string TooLong() => $"is longer than {_longest} characters";
}
