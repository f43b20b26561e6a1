using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>Asks for something: sends, judges status and envelope, repeats while the system says it is busy, and once with a new token.</summary>
/// <param name="client">The client.</param>
/// <param name="decoder">How replies are written.</param>
/// <param name="envelope">How they are wrapped; <see langword="null"/> where they are not.</param>
/// <param name="named">The named values of templates.</param>
/// <param name="place">What is asked, for messages.</param>
internal sealed class ReplyFetcher(
    RestClient client, ReplyDecoder decoder, EnvelopeSettings? envelope, IReadOnlyList<KeyValuePair<string, string>> named, string place)
{
    /// <summary>What is asked, for messages.</summary>
    public string Place => place;

    /// <summary>Asks, until there is an answer.</summary>
    /// <exception cref="PageRefused">The system answers, and refuses this request.</exception>
    /// <exception cref="ExchangeException">The answer cannot be had.</exception>
    public async Task<Reply> FetchAsync(Func<RequestValues, RequestDraft> make, CancellationToken cancellationToken)
    {
        var renewed = false;
        var busy = 0;
        for (var fetches = 1; ; fetches++)
        {
            var (reply, verdict, token) = await TryAsync(make, fetches, cancellationToken);
            if (reply is not null)
            {
                return reply;
            }

            var failure = verdict!.Failure;
            if (verdict.Expired)
            {
                if (renewed || !client.Refuse(token))
                {
                    throw failure;
                }

                renewed = true;
                continue;
            }

            if (++busy >= envelope!.Attempts)
            {
                throw failure;
            }

            // Jitter keeps streams that met the same busy moment from coming back together.
            var wait = envelope.RetryDelay * Math.Pow(2, busy - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
            await Task.Delay(wait, client.Time, cancellationToken);
        }
    }

    private async Task<(Reply? Reply, Verdict? Verdict, string? Token)> TryAsync(Func<RequestValues, RequestDraft> make, int fetches, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ExchangeAsync(make, named, authenticated: true, (response, token, limited) => ReadAsync(response, token, fetches, limited), place, cancellationToken);
        }
        catch (Exception exception) when (exception is not (ExchangeException or PageRefused) && !cancellationToken.IsCancellationRequested)
        {
            throw exception is TimeoutException
                ? new ExchangeException(FailureKind.Transient, exception.Message, "It is tried again; if it lasts, ask for smaller pages, raise settings: timeout, or ask the owner of the system.", exception)
                : exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
                ? ReplyBody.TooLarge(client.Settings.MaximumReply, place)
                : HttpFailure.FromException(exception, place);
        }
    }

    private async Task<(Reply? Reply, Verdict? Verdict, string? Token)> ReadAsync(HttpResponseMessage response, string? token, int fetches, CancellationToken cancellationToken)
    {
        var now = client.Time.GetUtcNow();
        if (!response.IsSuccessStatusCode)
        {
            var failure = HttpFailure.FromStatus(response.StatusCode, place, HttpFailure.RetryAfter(response.Headers, now));
            throw (int)response.StatusCode is >= 400 and < 500 and not (401 or 403 or 408 or 429) ? new PageRefused(failure) { Code = ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) } : failure;
        }

        var body = await ReplyBody.ReadAsync(response, decoder, client.Settings.MaximumReply, place, cancellationToken);
        Verdict? verdict = null;
        try
        {
            verdict = Judge(body.Root);
            if (verdict is null)
            {
                var reply = new Reply(body, response.Headers.Date ?? now, LinkHeader.Next(response), fetches);
                body = null;
                return (reply, null, token);
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the reply holds text that is not UTF-8.", "Declare the character set the system writes: 'reply: { charset: gb18030 }'.", exception);
        }
        finally
        {
            body?.Dispose();
        }

        return (null, verdict, token);
    }

    /// <summary>What the envelope says: <see langword="null"/> for success, or why the request is to be made again.</summary>
    private Verdict? Judge(JsonElement root)
    {
        if (envelope is null)
        {
            return null;
        }

        var code = envelope.Code.FindText(root);
        if (code is null && !envelope.Required)
        {
            return null;
        }

        if (code is null)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: the reply has no code at '{envelope.Code.Text}'.", "Set envelope: code to where the code stands.");
        }

        if (envelope.Success.Contains(code))
        {
            return null;
        }

        var words = $"{place}: the system answers code {SystemWords.Short(code, 20)}: {SystemWords.Short(envelope.Message?.FindText(root), 200) ?? "(no message)"}";
        if (envelope.Expired.Contains(code))
        {
            return new Verdict(
                Expired: true, new ExchangeException(FailureKind.Configuration, words, "A new token did not help: check the client and its secret, and that the system has granted what is asked."));
        }

        return envelope.Retry.Contains(code)
            ? new Verdict(Expired: false, new ExchangeException(FailureKind.Transient, words, "It is tried again; if it lasts, ask the owner of the system."))
            : throw new PageRefused(new ExchangeException(FailureKind.Data, words, "Compare the request with the system's interface description.")) { Code = code };
    }
}
