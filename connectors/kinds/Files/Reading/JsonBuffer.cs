using System.Buffers;
using System.Globalization;
using System.Text;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Builds JSON in one growing buffer: only what records of tables need, and fast.</summary>
internal sealed class JsonBuffer
{
    // What JSON does not take as it is.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private static readonly SearchValues<byte> SpecialBytes = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[256 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>A text as JSON, without quotes.</summary>
    public static byte[] Encode(string text)
    {
        var buffer = new JsonBuffer();
        buffer.Text(text);
        return buffer.Memory.ToArray();
    }

    public void Raw(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_bytes.AsSpan(Length));
        Length += json.Length;
    }

    public void Raw(byte json)
    {
        Reserve(1);
        _bytes[Length++] = json;
    }

    public void Number(long number)
    {
        Reserve(20);
        number.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A member whose name is ready, with its quotes and colon, and its text with the closing quote.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">The text as UTF-8.</param>
    /// <param name="isPlain">Whether nothing in it has to be escaped.</param>
    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, bool isPlain)
    {
        Reserve(name.Length + (text.Length * 6) + 1);
        var target = _bytes.AsSpan(Length);
        name.CopyTo(target);
        Length += name.Length;
        if (isPlain)
        {
            text.CopyTo(target[name.Length..]);
            Length += text.Length;
        }
        else
        {
            Text(text);
        }

        _bytes[Length++] = (byte)'"';
    }

    /// <summary>A text of UTF-8, escaped, without quotes.</summary>
    public void Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length * 6);
        while (true)
        {
            var special = text.IndexOfAny(SpecialBytes);
            var plain = special < 0 ? text : text[..special];
            plain.CopyTo(_bytes.AsSpan(Length));
            Length += plain.Length;
            if (special < 0)
            {
                return;
            }

            Escape((char)text[special]);
            text = text[(special + 1)..];
        }
    }

    /// <summary>A text, escaped, without quotes.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 6);
        while (true)
        {
            var special = text.IndexOfAny(Special);
            Length += Encoding.UTF8.GetBytes(special < 0 ? text : text[..special], _bytes.AsSpan(Length));
            if (special < 0)
            {
                return;
            }

            Escape(text[special]);
            text = text[(special + 1)..];
        }
    }

    private void Escape(char c)
    {
        var target = _bytes.AsSpan(Length);
        target[0] = (byte)'\\';
        if (c >= ' ')
        {
            target[1] = (byte)c;
            Length += 2;
            return;
        }

        "u00"u8.CopyTo(target[1..]);
        target[4] = (byte)"0123456789abcdef"[c >> 4];
        target[5] = (byte)"0123456789abcdef"[c & 15];
        Length += 6;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
