namespace Exchange.Connectors.Rest.Authentication;

/// <summary>Shows the system who the hub is.</summary>
internal interface IAuthentication
{
    /// <summary>Puts the proof on a request.</summary>
    ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Tells that the system refused the proof of a request.</summary>
    /// <returns>Whether the request is worth another try with a new proof.</returns>
    bool Refused(HttpRequestMessage request);
}
