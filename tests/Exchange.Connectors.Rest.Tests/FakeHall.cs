using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Tests;

/// <summary>A source system with tokens that expire, pages by token, many rows in one second, and faults to switch on.</summary>
internal sealed class FakeHall(TimeProvider time)
{
    public const string Connector = """
        id: hall
        kind: rest
        settings:
          baseUrl: "URL"
          auth: { type: oauth2, tokenUrl: /oauth/token, clientId: hub, clientSecret: "s&cret" }
          envelope: { code: $.code, success: ["0"], message: $.msg, retry: ["5001"], retryDelay: 10ms, attempts: 4 }
        streams:
          - name: cases
            request: { path: /api/cases, query: { updatedFrom: "{cursor}", pageSize: 3 } }
            pagination: { type: token, tokenPath: $.next, parameter: pageToken }
            records: $.data.items
            key: [sblsh]
            caseKey: sblsh
            deleteWhen: { sfsc: "1" }
            cursor: { field: gxsj, format: "yyyy-MM-dd HH:mm:ss", lookback: 10m, settle: 30s }
            start: "2020-01-01"
        """;

    private readonly HashSet<string> _tokens = [];

    public List<(string Key, string Updated)> Rows { get; } = [];

    public List<string> From { get; } = [];

    public int TokensIssued { get; private set; }

    public int Requests { get; private set; }

    public int PageSize { get; set; } = 3;

    public int TokenLifetime { get; set; } = 120;

    /// <summary>What happens before a request is answered; true where it has answered itself.</summary>
    public Func<HttpContext, int, Task<bool>>? Before { get; set; }

    public void Revoke() => _tokens.Clear();

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/oauth/token")
        {
            await IssueAsync(context);
            return;
        }

        Requests++;
        if (Before is not null && await Before(context, Requests))
        {
            return;
        }

        var bearer = context.Request.Headers.Authorization.ToString();
        if (!bearer.StartsWith("Bearer ", StringComparison.Ordinal) || !_tokens.Contains(bearer[7..]))
        {
            context.Response.StatusCode = 401;
            return;
        }

        var query = context.Request.Query;
        From.Add(query["updatedFrom"]!);
        var rows = Rows.Where(r => string.CompareOrdinal(r.Updated, query["updatedFrom"]) >= 0)
            .OrderBy(r => r.Updated, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal);
        if (query["pageToken"] is [{ Length: > 0 } token])
        {
            var after = token.Split('!');
            rows = rows.Where(r => string.CompareOrdinal(r.Updated, after[0]) > 0 || (r.Updated == after[0] && string.CompareOrdinal(r.Key, after[1]) > 0))
                .OrderBy(r => r.Updated, StringComparer.Ordinal).ThenBy(r => r.Key, StringComparer.Ordinal);
        }

        var page = rows.Take(PageSize).ToList();
        var next = rows.Count() > PageSize ? $"{page[^1].Updated}!{page[^1].Key}" : null;
        await context.Response.WriteAsJsonAsync(new
        {
            code = 0,
            msg = "ok",
            data = new { items = page.Select(r => new { sblsh = r.Key, gxsj = r.Updated, sfsc = "0", fetchedAt = Guid.NewGuid() }) },
            next,
        });
    }

    public static async Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["client_id"] != "hub" || form["client_secret"] != "s&cret" || form["grant_type"] != "client_credentials")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var token = $"t{++TokensIssued}-{time.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture)}";
        _tokens.Add(token);
        await WriteAsync(context, JsonSerializer.Serialize(new { access_token = token, token_type = "Bearer", expires_in = TokenLifetime }));
    }
}
