namespace Exchange.Connectors.Soap.Authentication;

/// <summary>An open session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Cookie">The cookie header that shows it; <see langword="null"/> where a parameter does.</param>
/// <param name="Opened">When it was opened.</param>
internal sealed record SessionTicket(string Id, string? Cookie, DateTimeOffset Opened);
