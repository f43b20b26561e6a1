using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>A token that the system issues: renewed before it expires, and once when the system refuses it early.</summary>
internal sealed class TokenProof(AuthenticationSettings settings, Func<CancellationToken, Task<IssuedToken>> ask, TimeProvider time) : IAuthentication, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IssuedToken? _token;

    public async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        var token = _token;
        if (token is null || time.GetUtcNow() >= token.RenewAt)
        {
            token = await RenewAsync(token, cancellationToken);
        }

        return token.Value;
    }

    public void Apply(RequestDraft draft, string? token) => draft.Put(settings.Place, token ?? "");

    public bool Refused(string? token)
    {
        // Another request may have renewed it meanwhile; only the refused token is thrown away.
        if (_token is { } held && held.Value == token)
        {
            Interlocked.CompareExchange(ref _token, null, held);
        }

        return true;
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IssuedToken> RenewAsync(IssuedToken? old, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } fresh && !ReferenceEquals(fresh, old))
            {
                return fresh;
            }

            return _token = await ask(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }
}
