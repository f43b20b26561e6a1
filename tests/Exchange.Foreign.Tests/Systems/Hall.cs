using System.Globalization;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Foreign.Tests.Systems;

/// <summary>A system with an OAuth client, an <c>updatedFrom</c> cursor and page tokens, as the guide's first example expects it.</summary>
internal sealed class Hall : IAsyncDisposable
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    private FakeServer? _server;

    public string Url => _server!.Url;

    /// <summary>The records as they go over the wire; one that is no object stays as it is.</summary>
    public List<string> Records { get; } = [];

    public int PageSize { get; set; } = 500;

    /// <summary>Answers instead of the listing, where set.</summary>
    public RequestDelegate? Fault { get; set; }

    public static async Task<Hall> StartAsync()
    {
        var hall = new Hall();
        hall._server = await FakeServer.StartAsync(hall.AnswerAsync);
        return hall;
    }

    /// <summary>A time some minutes from now, as this system writes it.</summary>
    public static string At(double minutes) =>
        DateTimeOffset.UtcNow.ToOffset(Shanghai).AddMinutes(minutes).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Record(string key, string updated, string status = "1", string department = "D1", string name = "\"王小明\"", string more = "") =>
        $$"""{"sblsh":"{{key}}","sxbm":"350521103XK01003","sqrlx":"0","sqrmc":{{name}},"slbmdm":"{{department}}","sqsj":"2026-03-02 09:00:00","bjzt":"{{status}}","cllb":[{"clmc":"身份证","clbm":"M1","sqfs":"up"}],"gxsj":"{{updated}}","fetchedAt":"{{Guid.NewGuid()}}"{{more}}}""";

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/oauth/token")
        {
            var form = await context.Request.ReadFormAsync();
            context.Response.StatusCode = form["client_secret"] == "s3cret" ? 200 : 401;
            await context.Response.WriteAsync("""{"access_token":"t","token_type":"Bearer","expires_in":120}""");
            return;
        }

        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        if (context.Request.Headers.Authorization != "Bearer t")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var from = context.Request.Query["updatedFrom"].ToString();
        var due = Records.Where(r => string.CompareOrdinal(Updated(r), from) >= 0).OrderBy(Updated, StringComparer.Ordinal).ToList();
        var start = int.TryParse(context.Request.Query["pageToken"], CultureInfo.InvariantCulture, out var token) ? token : 0;
        var next = start + PageSize < due.Count ? $"\"{start + PageSize}\"" : "null";
        await context.Response.WriteAsync($$"""{"code":0,"data":{"items":[{{string.Join(',', due.Skip(start).Take(PageSize))}}]},"next":{{next}}}""");
    }

    // What has no readable time is always listed.
    private static string Updated(string record) => record.IndexOf("\"gxsj\":\"", StringComparison.Ordinal) is >= 0 and var at ? record.Substring(at + 8, 19) : "9";
}
