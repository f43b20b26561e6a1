using Exchange.Sandbox.Provincial;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>Client credentials for a token that lasts two hours: as a form, or in the address.</summary>
internal sealed class TokenDoor(string client, string secret)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private readonly TokenBook _tokens = new(TimeProvider.System);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/oauth/token", (Delegate)IssueAsync);

    public bool Accepts(HttpContext context) => _tokens.Accepts(context.Request.Headers.Authorization);

    private async Task<IResult> IssueAsync(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted) : null;
        string? Value(string name) => form is not null && form.TryGetValue(name, out var value) ? value.ToString() : request.Query[name];
        return Value("grant_type") == "client_credentials" && Value("client_id") == client && Value("client_secret") == secret
            ? Results.Json(new { access_token = _tokens.Issue(Life), token_type = "Bearer", expires_in = (int)Life.TotalSeconds })
            : Results.Json(new { error = "invalid_client" }, statusCode: 401);
    }
}
