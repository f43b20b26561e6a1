namespace Exchange.Connectors.Soap;

/// <summary>A version of SOAP: its name space and how a request says what it is.</summary>
/// <param name="Name">As a connector file writes it.</param>
/// <param name="Namespace">The name space of the envelope.</param>
internal sealed record SoapVersion(string Name, string Namespace)
{
    public static readonly SoapVersion V11 = new("1.1", "http://schemas.xmlsoap.org/soap/envelope/");
    public static readonly SoapVersion V12 = new("1.2", "http://www.w3.org/2003/05/soap-envelope");

    /// <summary>The content type of a request; 1.2 tells the action in it.</summary>
    public string ContentType(string charset, string? action) => this == V11
        ? $"text/xml; charset={charset}"
        : $"application/soap+xml; charset={charset}{(string.IsNullOrEmpty(action) ? "" : $"; action=\"{action.Replace("\"", "", StringComparison.Ordinal)}\"")}";
}
