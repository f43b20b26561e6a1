using System.Collections.Concurrent;

namespace Exchange.Sandbox.Provincial;

/// <summary>The access tokens in force; they do not survive a restart, as those of a real gateway.</summary>
internal sealed class TokenBook(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public string Issue(TimeSpan life)
    {
        var now = time.GetUtcNow();
        foreach (var old in _tokens.Where(t => t.Value < now))
        {
            _tokens.TryRemove(old.Key, out _);
        }
        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = now + life;
        return token;
    }

    public bool Accepts(string? header) => header is not null
        && header.StartsWith("Bearer ", StringComparison.Ordinal)
        && _tokens.TryGetValue(header[7..], out var until)
        && until > time.GetUtcNow();

    public void RevokeAll() => _tokens.Clear();
}
