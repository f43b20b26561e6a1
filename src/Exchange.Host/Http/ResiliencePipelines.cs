using Exchange.Abstractions.Connectors;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Exchange.Host.Http;

/// <summary>Builds the pipeline of a system: retry around circuit breaker around budget around the time-out of an attempt.</summary>
internal static class ResiliencePipelines
{
    public static ResiliencePipeline<HttpResponseMessage> Build(ResilienceOptions options, IRequestBudget budget, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(Retry(options, time));
        }

        return builder
            .AddCircuitBreaker(Breaker(options))
            .AddStrategy(_ => new BudgetResilienceStrategy(budget, time))
            .AddTimeout(Timeout(options))
            .Build();
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(ResilienceOptions options, TimeProvider time) => new()
    {
        MaxRetryAttempts = options.Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.Pause,
        MaxDelay = options.LongestPause,
        DelayGenerator = arguments => ValueTask.FromResult(HttpFaults.RetryAfter(arguments.Outcome.Result, time)),
        ShouldHandle = arguments =>
        {
            var clock = RequestClock.Of(arguments.Context);
            if (!HttpFaults.IsRepeatable(clock.Request))
            {
                return ValueTask.FromResult(false);
            }

            var passing = arguments.Outcome switch
            {
                { Exception: { } exception } => HttpFaults.IsPassing(exception, arguments.Context.CancellationToken),
                { Result: { } response } => HttpFaults.IsPassing(response.StatusCode),
                _ => false,
            };
            var pause = HttpFaults.RetryAfter(arguments.Outcome.Result, time) ?? TimeSpan.Zero;
            return ValueTask.FromResult(passing && pause <= options.LongestRetryAfter && clock.Spent + pause < options.TotalTimeout);
        },
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(ResilienceOptions options) => new()
    {
        FailureRatio = options.FailureRatio,
        MinimumThroughput = options.MinimumThroughput,
        SamplingDuration = options.SamplingDuration,
        BreakDuration = options.BreakDuration,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
        {
            { Exception: { } exception } => HttpFaults.IsPassing(exception, arguments.Context.CancellationToken),
            { Result: { } response } => HttpFaults.IsFailure(response.StatusCode),
            _ => false,
        }),
    };

    private static TimeoutStrategyOptions Timeout(ResilienceOptions options) => new()
    {
        TimeoutGenerator = arguments =>
        {
            var left = options.TotalTimeout - RequestClock.Of(arguments.Context).Spent;

            // Zero or less would mean no time-out at all.
            var shortest = TimeSpan.FromMilliseconds(1);
            return ValueTask.FromResult(left < shortest ? shortest : left < options.AttemptTimeout ? left : options.AttemptTimeout);
        },
    };
}
