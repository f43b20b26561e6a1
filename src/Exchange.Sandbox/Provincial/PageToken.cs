using System.Globalization;
using System.Text;

namespace Exchange.Sandbox.Provincial;

/// <summary>Where a listing stands: the last row served, the lower bound asked for and the total counted at its start.</summary>
internal sealed record PageToken(DateTime From, DateTime LastAt, string LastNumber, long Total)
{
    private const string Format = "yyyyMMddHHmmss";

    public string Encode() => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{From.ToString(Format, CultureInfo.InvariantCulture)}.{LastAt.ToString(Format, CultureInfo.InvariantCulture)}.{LastNumber}.{Total}")))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static PageToken? Decode(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/');
        padded += new string('=', (4 - padded.Length % 4) % 4);
        Span<byte> bytes = stackalloc byte[256];
        if (padded.Length > 256 || !Convert.TryFromBase64String(padded, bytes, out var length))
        {
            return null;
        }
        var parts = Encoding.ASCII.GetString(bytes[..length]).Split('.');
        return parts.Length == 4
            && DateTime.TryParseExact(parts[0], Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            && DateTime.TryParseExact(parts[1], Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            && long.TryParse(parts[3], CultureInfo.InvariantCulture, out var total)
            ? new PageToken(from, last, parts[2], total)
            : null;
    }
}
