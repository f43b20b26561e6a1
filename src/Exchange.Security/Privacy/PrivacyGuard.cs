using Exchange.Abstractions.Security;

namespace Exchange.Security.Privacy;

/// <summary>The hub's masking as a port for the pipeline.</summary>
public sealed class PrivacyGuard : IPrivacyGuard
{
    /// <inheritdoc/>
    public bool IsHarmless(string text) => Masking.IsHarmless(text);

    /// <inheritdoc/>
    public string Guard(string text) => Masking.Guard(text);
}
