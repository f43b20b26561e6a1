using System.Globalization;
using Exchange.Abstractions.Failures;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Exchange.Host.Http;

/// <summary>Sends a request through a system's pipeline and says what a failure means.</summary>
/// <param name="connector">The system's id.</param>
/// <param name="zone">The system's time zone, for times in messages.</param>
/// <param name="pipeline">The system's pipeline.</param>
/// <param name="options">The bounds.</param>
/// <param name="time">The clock.</param>
internal sealed class ResilientHandler(
    string connector,
    TimeZoneInfo zone,
    ResiliencePipeline<HttpResponseMessage> pipeline,
    ResilienceOptions options,
    TimeProvider time) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            // So that it can be sent again.
            await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RequestClock.Key, new RequestClock(request, time));
        try
        {
            var outcome = await pipeline.ExecuteOutcomeAsync(AttemptAsync, context, this).ConfigureAwait(false);
            return outcome.Exception is { } exception ? throw Meaning(exception, request, cancellationToken) : outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, ResilientHandler handler)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await handler.SendOnceAsync(RequestClock.Of(context).Request, context.CancellationToken).ConfigureAwait(false);

            // The content belongs to the attempt: to its time-out, its budget permit, and its repetition.
            await response.Content.LoadIntoBufferAsync(handler.LargestContent, context.CancellationToken).ConfigureAwait(false);
            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            response?.Dispose();
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }

    private long LargestContent => options.LargestContent;

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    /// <summary>What is thrown for a failure. Messages name the server, never the path or the query.</summary>
    private Exception Meaning(Exception exception, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var server = request.RequestUri is { IsAbsoluteUri: true } uri ? $" at {uri.Host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}" : "";
        switch (exception)
        {
            case BrokenCircuitException open:
                var wait = open.RetryAfter ?? options.BreakDuration;
                var until = TimeZoneInfo.ConvertTime(time.GetUtcNow() + wait, zone);
                return new ExchangeException(
                    FailureKind.Transient,
                    string.Create(CultureInfo.InvariantCulture, $"The system '{connector}'{server} failed again and again and is left alone until {until:HH:mm:ss}."),
                    "Nothing to do if it recovers; the hub tries again by itself. Otherwise tell its operator.",
                    open) { RetryAfter = wait };
            case var _ when CertificateFault.Of(exception) is { } fault:
                return new ExchangeException(
                    FailureKind.Configuration, $"The system '{connector}'{server} cannot be trusted: {fault.Message}", fault.Remedy, exception);
            case var _ when HttpFaults.IsConnectFailure(exception, cancellationToken):
                return new ExchangeException(
                    FailureKind.Transient,
                    $"The system '{connector}'{server} cannot be reached: {Reason(exception)}",
                    "Check the address in the settings, the network and the firewall, and whether the system runs.",
                    exception);
            case TimeoutRejectedException timeout:
                return new HttpRequestException(
                    string.Create(CultureInfo.InvariantCulture, $"The system '{connector}'{server} did not answer within {timeout.Timeout.TotalSeconds:0.###} s."),
                    timeout);
            case var _ when HttpFaults.IsTooLarge(exception) && request.Method == HttpMethod.Get:
                return new ExchangeException(
                    FailureKind.Data,
                    $"An answer of the system '{connector}'{server} is larger than {LargestContent} bytes.",
                    "Ask for smaller pages.",
                    exception);
            case HttpRequestException broken:
                return new HttpRequestException(
                    broken.HttpRequestError, $"The connection to the system '{connector}'{server} broke: {Reason(broken)}", broken, broken.StatusCode);
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                return new OperationCanceledException(exception.Message, exception, cancellationToken);
            default:
                return exception;
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection came about; is it an https address?",
        OperationCanceledException => "no connection came about in time.",
        _ => (exception.InnerException ?? exception).Message,
    };
}
