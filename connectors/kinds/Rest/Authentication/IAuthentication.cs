using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>Shows the system who the hub is.</summary>
internal interface IAuthentication
{
    /// <summary>The token to show; <see langword="null"/> where there is none.</summary>
    ValueTask<string?> TokenAsync(CancellationToken cancellationToken);

    /// <summary>Puts the proof on a request.</summary>
    void Apply(RequestDraft draft, string? token);

    /// <summary>Tells that the system refused a token.</summary>
    /// <returns>Whether the request is worth another try with a new one.</returns>
    bool Refused(string? token);
}
