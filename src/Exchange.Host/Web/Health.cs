using Exchange.Storage.Databases;

namespace Exchange.Host.Web;

/// <summary><c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: its database does too.</summary>
internal static class Health
{
    public static void Map(WebApplication application, HubDatabase database)
    {
        application.MapGet("/healthz/live", () => Results.Json(new { status = "live" }));
        application.MapGet("/healthz/ready", async (CancellationToken cancellationToken) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(3));
            return await database.AnswersAsync(limit.Token).ConfigureAwait(false)
                ? Results.Json(new { status = "ready" })
                : Results.Json(new { status = "database does not answer" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}
