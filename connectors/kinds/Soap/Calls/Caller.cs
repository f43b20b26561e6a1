using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Authentication;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>Makes one kind of call: shows the session and renews it once when it has ended, judges faults and codes, repeats what passes.</summary>
/// <param name="client">Sends.</param>
/// <param name="call">The call.</param>
/// <param name="result">Where its result stands.</param>
/// <param name="codes">How results are wrapped; <see langword="null"/> where they are not.</param>
internal sealed class Caller(SoapClient client, CallSettings call, ResultSettings result, CodeSettings? codes)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What is asked, for messages.</summary>
    public string Place { get; } = $"{client.System} {(call.Operation.Length > 0 ? call.Operation : "call")}";

    /// <summary>Asks for something, which changes nothing at the source: what passes is tried again.</summary>
    /// <exception cref="ExchangeException">It cannot be had.</exception>
    public async Task<CallResult> AskAsync(TemplateValues values, CancellationToken cancellationToken)
    {
        var attempts = codes?.Attempts ?? Attempts;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var read = await TryAsync(values, reads: true, cancellationToken);
                read.Fetches = attempt;
                return read;
            }
            catch (FaultException fault) when (fault.Fault.IsAskers || attempt >= attempts)
            {
                throw fault.Failure;
            }
            catch (ExchangeException failure) when (failure.Kind != FailureKind.Transient || failure.RetryAfter is not null || attempt >= attempts)
            {
                throw;
            }
            catch (Exception exception) when (exception is FaultException or ExchangeException)
            {
                // Jitter keeps streams that met the same busy moment from coming back together.
                var wait = (codes?.RetryDelay ?? Pause) * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
                await Task.Delay(wait, client.Time, cancellationToken);
            }
        }
    }

    /// <summary>Makes the call once; only a session that had ended is opened anew.</summary>
    /// <exception cref="FaultException">The service answers with a fault.</exception>
    /// <exception cref="UnreadableReply">The service answers with something else.</exception>
    public Task<CallResult> TellAsync(TemplateValues values, CancellationToken cancellationToken) => TryAsync(values, reads: false, cancellationToken);

    private async Task<CallResult> TryAsync(TemplateValues values, bool reads, CancellationToken cancellationToken)
    {
        var session = client.Session is null ? null : await client.Session.OpenAsync(cancellationToken);
        for (var renewed = false; ; renewed = true)
        {
            var reply = await SendAsync(values, session, reads, cancellationToken);
            try
            {
                var again = !renewed && session is not null;
                if (reply.Fault is { } fault)
                {
                    if (!again || !Ended(fault, reads))
                    {
                        throw new FaultException(fault, fault.Failure(Place, client));
                    }
                }
                else
                {
                    var read = Read(reply, reads);
                    if (!again || codes is null || !Ended(ReplyValue.Text(read.Root, codes.Code)))
                    {
                        Judge(read.Root);
                        reply = null;
                        return read;
                    }

                    read.Dispose();
                }
            }
            finally
            {
                reply?.Dispose();
            }

            client.Session!.Drop(session!);
            session = await client.Session.OpenAsync(cancellationToken);
        }
    }

    private async Task<SoapReply> SendAsync(TemplateValues values, SessionTicket? session, bool reads, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(client.Url, call, values, session, Place, cancellationToken);
        }
        catch (UnreadableReply reply) when (reads)
        {
            throw reply.Failure;
        }
        catch (Exception exception) when (reads && exception is not ExchangeException && !cancellationToken.IsCancellationRequested)
        {
            throw HttpFailure.FromException(exception, Place);
        }
    }

    private CallResult Read(SoapReply reply, bool reads)
    {
        try
        {
            return ResultReader.Read(reply, result, client.Settings.Largest, Place);
        }
        catch (ExchangeException failure) when (!reads)
        {
            throw new UnreadableReply(System.Net.HttpStatusCode.OK, failure);
        }
    }

    private bool Ended(SoapFault fault, bool reads)
    {
        var expired = client.Session!.Settings.Expired;
        return expired.Count == 0
            ? reads
            : expired.Any(e => fault.Code.Contains(e, StringComparison.OrdinalIgnoreCase)
                || (fault.Subcode?.Contains(e, StringComparison.OrdinalIgnoreCase) ?? false) || (fault.Words?.Contains(e, StringComparison.OrdinalIgnoreCase) ?? false));
    }

    private bool Ended(string? code) => code is not null && client.Session!.Settings.Expired.Contains(code);

    private void Judge(JsonElement root)
    {
        if (codes is null)
        {
            return;
        }

        var code = root.ValueKind == JsonValueKind.Undefined ? null : ReplyValue.Text(root, codes.Code);
        if (code is null)
        {
            throw new ExchangeException(FailureKind.Data, $"{Place}: the result has no code at '{codes.Code.Text}'.", "Set envelope: code to where the code stands, from the root of the result on.");
        }

        if (codes.Success.Contains(code))
        {
            return;
        }

        var passes = codes.Retry.Contains(code);
        throw new ExchangeException(
            passes ? FailureKind.Transient : FailureKind.Data,
            $"{Place}: the service answers code {SystemWords.Short(code, 20)}: {client.Words(ReplyValue.Text(root, codes.Message))}",
            passes ? "It is tried again; if it lasts, ask the owner of the system." : "Compare the call with the system's interface description.");
    }
}
