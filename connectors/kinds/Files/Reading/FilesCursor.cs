using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Reading;

/// <summary>
/// Where a stream stands: how far the file in progress has been read and, where files are kept, the time of the latest file
/// read with the marks of those that were read within the overlap before it.
/// </summary>
internal sealed record FilesCursor
{
    private const int MostSeen = 2000;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The time of the latest file read.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The files read within the overlap: <c>seconds:mark</c>.</summary>
    public IReadOnlyList<string>? Seen { get; init; }

    /// <summary>The file in progress.</summary>
    public FilePlace? Within { get; init; }

    /// <summary>Reads a stored cursor; a bare ISO time, as an operator sets it, is that of the latest file read.</summary>
    public static FilesCursor Parse(string? text, string stream)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new FilesCursor();
        }

        if (text[0] != '{' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return new FilesCursor { At = at };
        }

        try
        {
            return JsonSerializer.Deserialize<FilesCursor>(text, Options) ?? new FilesCursor();
        }
        catch (JsonException exception)
        {
            throw new ExchangeException(FailureKind.Data, $"The cursor of stream '{stream}' cannot be read.", "Set it to an ISO time, or read the stream in full.", exception);
        }
    }

    /// <summary>Whether a file that is kept has still to be read.</summary>
    public bool Wants(ReadyFile file, TimeSpan overlap) =>
        At is null || (file.Time >= At - overlap && Seen?.Contains(Mark(file), StringComparer.Ordinal) != true);

    /// <summary>The cursor once a file that is kept has been read to its end.</summary>
    public FilesCursor With(ReadyFile file, TimeSpan overlap)
    {
        var at = At is null || file.Time > At ? file.Time : At.Value;
        var oldest = (at - overlap).ToUnixTimeSeconds();
        var seen = (Seen ?? []).Where(s => Seconds(s) >= oldest).Append(Mark(file)).ToList();
        return new FilesCursor { At = at, Seen = seen.Count <= MostSeen ? seen : seen[^MostSeen..] };
    }

    public override string ToString() => JsonSerializer.Serialize(this, Options);

    private static long Seconds(string seen) =>
        long.TryParse(seen.AsSpan(0, Math.Max(0, seen.IndexOf(':', StringComparison.Ordinal))), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static string Mark(ReadyFile file)
    {
        var item = file.Item;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{item.Path}\n{item.Size}\n{item.Modified.UtcTicks}")));
        return string.Create(CultureInfo.InvariantCulture, $"{file.Time.ToUnixTimeSeconds()}:{Convert.ToBase64String(digest.AsSpan(0, 6))}");
    }
}
