using System.Security.Cryptography;
using System.Text;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>
/// The values of one request's placeholders: named ones of the file, times, what is made anew for each request (<c>{uuid}</c>,
/// <c>{nonce}</c>, <c>{epochMs}</c>), the token and the signature. The same placeholder has the same value all over a request.
/// </summary>
internal sealed class RequestValues
{
    /// <summary>What every request may use beside the named values.</summary>
    public static readonly string[] Generated = ["now", "date", "uuid", "nonce", "epochMs", "epochSeconds", "token", "sign"];

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset Time, string Format)> _times = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _zone;
    private readonly IMessageSigner _signer;
    private readonly Guid _uuid = Guid.NewGuid();
    private string? _nonce;

    public RequestValues(DateTimeOffset now, TimeZoneInfo zone, IMessageSigner signer, IEnumerable<KeyValuePair<string, string>> named)
    {
        _zone = zone;
        _signer = signer;
        SetTime("now", now, "yyyy-MM-dd HH:mm:ss");
        SetTime("date", now, "yyyy-MM-dd");
        SetTime("epochMs", now, "epochMilliseconds");
        SetTime("epochSeconds", now, "epochSeconds");
        foreach (var (name, value) in named)
        {
            _texts[name] = value;
        }
    }

    /// <summary>Gives values of names that are not set, such as the fields of a record.</summary>
    public Func<string, string?>? Others { get; set; }

    /// <summary>Computes the signature where a template asks for it.</summary>
    public Func<string>? Signature { get; set; }

    /// <summary>JSON that takes the place of a text which is nothing but its placeholder.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> Json { get; } = new(StringComparer.Ordinal);

    public void Set(string name, string value) => _texts[name] = value;

    /// <summary>Sets a time and how it is written where the placeholder does not say.</summary>
    public void SetTime(string name, DateTimeOffset time, string format) => _times[name] = (time, format);

    /// <summary>The value of a placeholder, or <see langword="null"/>.</summary>
    /// <param name="placeholder">What stands between the braces.</param>
    public string? Find(string placeholder)
    {
        var parts = placeholder.Split(':', 2);
        var (name, format) = (parts[0], parts.Length == 2 && parts[1] != "number" ? parts[1] : null);
        if (_texts.TryGetValue(name, out var text))
        {
            return format is null ? text : Changed(text, format);
        }

        if (_times.TryGetValue(name, out var time))
        {
            return new TimeText(format ?? time.Format, _zone).Write(time.Time);
        }

        var value = name switch
        {
            "uuid" => _uuid.ToString(format ?? "D"),
            "nonce" => _nonce ??= RandomNumberGenerator.GetString(Letters, 16),
            "sign" => Signature?.Invoke(),
            _ when Json.TryGetValue(name, out var json) => Encoding.UTF8.GetString(json.Span),
            _ => Others?.Invoke(name),
        };
        return value is null || format is null || name == "uuid" ? value : Changed(value, format);
    }

    /// <summary>Whether a format means something for a placeholder that is no time.</summary>
    public static bool IsChange(string format) =>
        format is "upper" or "lower" or "base64" or "text" or "number" || IMessageSigner.Algorithms.Contains(format);

    private string Changed(string text, string format) => format switch
    {
        "upper" => text.ToUpperInvariant(),
        "lower" => text.ToLowerInvariant(),
        "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        "text" => text,
        _ => Convert.ToHexStringLower(_signer.Compute(format, Encoding.UTF8.GetBytes(text), key: null)),
    };
}
