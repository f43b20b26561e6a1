using System.Text;
using System.Text.Json;

namespace Exchange.Testing;

/// <summary>Everything a connector told while it was tested, and whether a secret stands in it.</summary>
internal sealed class Transcript(IEnumerable<string> secrets)
{
    /// <summary>Stands for a secret that is wrong; it must be told as little as a right one.</summary>
    public const string WrongSecret = "wr0ng-credential-of-the-test";

    // A secret of one or two characters stands in every text.
    private const int Shortest = 4;

    private readonly List<(string Where, string Text)> _told = [];
    private readonly string[] _secrets = [.. secrets.SelectMany(Parts).Where(s => s.Length >= Shortest).Append(WrongSecret).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a check that should have been well failed as transient.</summary>
    public bool FailedAsTransient { get; set; }

    public void Note(string where, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            lock (_told)
            {
                _told.Add((where, text));
            }
        }
    }

    public void Note(string where, Exception exception) => Note(where, exception.ToString());

    /// <summary>Where a secret was told first; <see langword="null"/> where none was.</summary>
    public string? FindSecret()
    {
        lock (_told)
        {
            return _told.Find(t => Array.Exists(_secrets, s => Array.Exists(Forms(s), f => t.Text.Contains(f, StringComparison.Ordinal)))).Where;
        }
    }

    /// <summary>A text without the secrets in it.</summary>
    public string? Redacted(string? text) =>
        text is null ? null : _secrets.SelectMany(Forms).Aggregate(text, (t, f) => t.Replace(f, "***", StringComparison.Ordinal));

    // Of a connection string only the password is a secret.
    private static IEnumerable<string> Parts(string secret) =>
        Settings.ConnectionText.TryParse(secret, out var connection) ? connection.Secrets : [secret];

    private static string[] Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return [secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), Convert.ToBase64String(bytes), Convert.ToHexStringLower(bytes)];
    }
}
