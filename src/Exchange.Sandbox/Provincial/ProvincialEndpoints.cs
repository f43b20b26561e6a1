using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Faults;

namespace Exchange.Sandbox.Provincial;

/// <summary>The provincial hall over HTTP.</summary>
internal sealed class ProvincialEndpoints(ProvincialStore store, TokenBook tokens, FaultSwitches faults, RecentlyRead recent, SandboxClock clock)
{
    public const string Client = "hub";
    public const string Secret = "hub-secret";
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const int MaximumPage = 2000;
    private long _requests;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/token", (Delegate)IssueAsync);
        routes.MapGet("/api/cases", ListAsync);
    }

    private async Task<IResult> IssueAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            return Results.Json(new { error = "invalid_request" }, statusCode: 400);
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "client_credentials" || form["client_id"] != Client || form["client_secret"] != Secret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }
        var life = faults.ProvincialHall.TokenLifetimeSeconds > 0 ? faults.ProvincialHall.TokenLifetimeSeconds : 120;
        return Results.Json(new { access_token = tokens.Issue(TimeSpan.FromSeconds(life)), token_type = "Bearer", expires_in = (int)Math.Ceiling(life) });
    }

    private async Task ListAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var settings = faults.ProvincialHall;
        var request = Interlocked.Increment(ref _requests);
        if (settings.RevokeEvery >= 1 && request % (long)settings.RevokeEvery == 0)
        {
            tokens.RevokeAll();
        }
        if (!tokens.Accepts(context.Request.Headers.Authorization))
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { code = 401, msg = "令牌无效或已过期" }, cancellationToken);
            return;
        }
        if (faults.Strike(settings.HangRate))
        {
            await Task.Delay(TimeSpan.FromSeconds(settings.HangSeconds), cancellationToken);
        }
        if (faults.Strike(settings.DropRate))
        {
            context.Abort();
            return;
        }
        if (faults.Strike(settings.Error500Rate))
        {
            context.Response.StatusCode = 500;
            return;
        }
        if (faults.Strike(settings.BusyRate))
        {
            await context.Response.WriteAsync("""{"code":5001,"msg":"系统繁忙，请稍后重试","data":null}""", cancellationToken);
            return;
        }
        if (!TryRead(context.Request.Query, out var token, out var size))
        {
            await context.Response.WriteAsync("""{"code":4001,"msg":"参数错误"}""", cancellationToken);
            return;
        }
        await AnswerAsync(context, token, size, cancellationToken);
    }

    private static bool TryRead(IQueryCollection query, out PageToken token, out int size)
    {
        token = new PageToken(default, default, "", -1);
        size = 500;
        if (query.TryGetValue("pageSize", out var text) && (!int.TryParse(text, CultureInfo.InvariantCulture, out size) || size < 1))
        {
            return false;
        }
        size = Math.Min(size, MaximumPage);
        if (query.TryGetValue("pageToken", out var place) && place.ToString() is { Length: > 0 } encoded)
        {
            token = PageToken.Decode(encoded)!;
            return token is not null;
        }
        if (!DateTime.TryParseExact(query["updatedFrom"], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
        {
            return false;
        }
        token = new PageToken(from, from, "", -1);
        return true;
    }

    private async Task AnswerAsync(HttpContext context, PageToken token, int size, CancellationToken cancellationToken)
    {
        var total = token.Total >= 0 ? token.Total : await store.CountAsync(token.From, cancellationToken);
        var rows = await store.ReadAsync(token.LastAt, token.LastNumber, size + 1, cancellationToken);
        var page = PageShape.Take(rows, size, faults);
        recent.Add(page.Rows);
        var next = page.Last is { } last ? token with { LastAt = last.UpdatedAt, LastNumber = last.Number, Total = total } : null;

        context.Response.ContentType = "application/json; charset=utf-8";
        var body = context.Response.BodyWriter;
        var fetchedAt = Encoding.UTF8.GetBytes($",\"fetchedAt\":\"{clock.Now.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}\"}}");
        Write(body, "{\"code\":0,\"msg\":\"ok\",\"data\":{\"items\":["u8);
        for (var i = 0; i < page.Rows.Count; i++)
        {
            if (i > 0)
            {
                Write(body, ","u8);
            }
            Write(body, page.Rows[i].Body);
            Write(body, fetchedAt);
            if (i % 64 == 63)
            {
                await body.FlushAsync(cancellationToken);
            }
        }
        var end = string.Create(CultureInfo.InvariantCulture, $"],\"total\":\"{total}\"}},\"next\":{(next is null ? "null" : $"\"{next.Encode()}\"")}}}");
        Write(body, Encoding.UTF8.GetBytes(end));
        await body.FlushAsync(cancellationToken);
    }

    private static void Write(PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
