using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Documents;

/// <summary>One JSON object a line. A line that is none, or is too long, is told with its number; the others are read.</summary>
internal sealed class JsonLineRecords(DecodedText text, int longest, string file, DocumentPage page) : DocumentRecords(file, page)
{
    private readonly ByteWindow _window = new(new Utf8Stream(text), longest);
    private int _taken;

    public override bool MoveNext()
    {
        while (true)
        {
            _window.Take(_taken);
            _taken = 0;
            var seen = 0;
            var tooLong = false;
            int end;
            while ((end = _window.Bytes.Span[seen..].IndexOf((byte)'\n')) < 0)
            {
                seen = _window.Bytes.Length;
                if (_window.IsFull)
                {
                    tooLong = true;
                    _window.Take(seen);
                    seen = 0;
                }

                if (!_window.Fill())
                {
                    end = -1;
                    break;
                }
            }

            var line = end < 0 ? _window.Bytes : _window.Bytes[..(seen + end)];
            _taken = end < 0 ? line.Length : line.Length + 1;
            if (end < 0 && line.Length == 0 && !tooLong)
            {
                return false;
            }

            if (tooLong)
            {
                TakeFault($"is longer than {longest} bytes");
                return true;
            }

            var record = line.Trim(" \t\r"u8.ToArray());
            if (record.Length > 0)
            {
                Take(record);
                return true;
            }

            // A blank line counts as a line.
            Row++;
        }
    }

    public override void Dispose() => _window.Dispose();
}
