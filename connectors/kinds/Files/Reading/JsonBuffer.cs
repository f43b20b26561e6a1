using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Exchange.Connectors.Files.Reading;

/// <summary>Builds JSON in one growing buffer: only what records of tables need, and fast.</summary>
internal sealed class JsonBuffer
{
    // What JSON does not take as it is.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

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
    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        Reserve(name.Length + (text.Length * 6) + 1);
        var target = _bytes.AsSpan(Length);
        name.CopyTo(target);
        var (at, next) = (name.Length, 0);

        // A call for each part of a short cell costs more than the part: letters and ideographs are written here, eight at a time.
        while (next < text.Length)
        {
            var c = text[next];
            if (IsPlain(c))
            {
                if (text.Length - next >= Vector128<ushort>.Count && TryNarrow(text[next..], target[at..]))
                {
                    next += Vector128<ushort>.Count;
                    at += Vector128<ushort>.Count;
                    continue;
                }

                target[at++] = (byte)c;
            }
            else if (c >= '\u0800' && !char.IsSurrogate(c))
            {
                target[at] = (byte)(0xE0 | (c >> 12));
                target[at + 1] = (byte)(0x80 | ((c >> 6) & 0x3F));
                target[at + 2] = (byte)(0x80 | (c & 0x3F));
                at += 3;
            }
            else
            {
                break;
            }

            next++;
        }

        Length += at;
        if (next < text.Length)
        {
            Text(text[next..]);
        }

        Raw((byte)'"');
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

    private static bool IsPlain(char c) => c is >= ' ' and < '\x7f' and not ('"' or '\\');

    // Eight plain characters as eight bytes; the caller has made sure that there are eight, and room for six times as many.
    private static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> target)
    {
        var eight = Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)));
        var special = Vector128.GreaterThan(eight - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' ')))
            | Vector128.Equals(eight, Vector128.Create((ushort)'"'))
            | Vector128.Equals(eight, Vector128.Create((ushort)'\\'));
        if (special != Vector128<ushort>.Zero)
        {
            return false;
        }

        Vector128.Narrow(eight, eight).GetLower().StoreUnsafe(ref MemoryMarshal.GetReference(target));
        return true;
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
