using Exchange.Abstractions.Connectors;
using Polly;

namespace Exchange.Host.Http;

/// <summary>Takes a permit of the system's budget for each attempt and holds it until the answer is read.</summary>
internal sealed class BudgetResilienceStrategy(IRequestBudget budget, TimeProvider time) : ResilienceStrategy<HttpResponseMessage>
{
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        var asked = time.GetTimestamp();
        IDisposable permit;
        try
        {
            permit = await budget.AcquireAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception exception)
        {
            return Outcome.FromException<HttpResponseMessage>(exception);
        }

        using (permit)
        {
            RequestClock.Of(context).AddWait(time.GetElapsedTime(asked));
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
    }
}
