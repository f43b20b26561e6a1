using System.Globalization;
using Exchange.Abstractions.Sources;
using Exchange.Host.Composition;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Ingest;

namespace Exchange.Host.Web.Ingest;

/// <summary><c>POST /api/v1/ingest/{connector}/{stream}</c>: systems push their records; each proves itself as its connector file says.</summary>
internal sealed class IngestEndpoint(Hub hub, IngestDesk desk, TimeProvider time, ILogger<IngestEndpoint> logger)
{
    private const int RetryAfterSeconds = 2;

    public static void Map(WebApplication application) =>
        application.MapPost("/api/v1/ingest/{connector}/{stream}", (string connector, string stream, HttpContext context, IngestEndpoint endpoint) => endpoint.TakeAsync(connector, stream, context))
            .DisableAntiforgery();

    private async Task TakeAsync(string connector, string stream, HttpContext context)
    {
        var found = hub.Work.Streams.FirstOrDefault(s => s.Connector.Id == connector && s.Declaration.Name == stream);
        if (found is null
            || hub.Work.Pushing(found) is not { } source)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsJsonAsync(new { error = new { kind = "configuration", message = $"No system pushes to '{connector}/{stream}'.", remedy = "Check the path against the connector file; a system that was added needs a restart of the hub." } }, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        await using var _ = source.ConfigureAwait(false);
        if (source is not IPushedSource pushed)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (outcome, message) = await CommitAsync(found, pushed, context).ConfigureAwait(false);
        if (outcome is not (PushedOutcome.Accepted or PushedOutcome.Repeated))
        {
            WebLog.PushRefused(logger, found.Id, outcome.ToString(), message);
        }

        await AnswerAsync(context, pushed.Answer(outcome, message), outcome).ConfigureAwait(false);
    }

    private async Task<(PushedOutcome Outcome, string Message)> CommitAsync(HubStream stream, IPushedSource source, HttpContext context)
    {
        if (await BodyAsync(context.Request, source.MaximumBody, context.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            return (PushedOutcome.TooLarge, $"The body is larger than {source.MaximumBody / 1024} KB (settings.maximumBody).");
        }

        var request = new PushedRequest(
            stream.Declaration.Name,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            body,
            time.GetUtcNow());
        var content = source.Open(request);
        if (content.Outcome != PushedOutcome.Accepted)
        {
            return (content.Outcome, content.Message);
        }

        var outcome = await desk.TakeAsync(stream, content, context.RequestAborted).ConfigureAwait(false);
        return (outcome, outcome switch
        {
            PushedOutcome.Busy => "The hub has more than it can take at the moment; send it again.",
            PushedOutcome.Failed => "The records could not be committed, or the stream is paused; send them again.",
            _ => "",
        });
    }

    private static async Task AnswerAsync(HttpContext context, PushedReply reply, PushedOutcome outcome)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        if (outcome is PushedOutcome.Busy or PushedOutcome.Failed)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > most)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
