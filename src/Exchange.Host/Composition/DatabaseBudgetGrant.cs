using Exchange.Host.Http;
using Exchange.Storage.Budgets;

namespace Exchange.Host.Composition;

/// <summary>Budgets shared by all nodes, over the hub's database.</summary>
/// <param name="store">Grants tokens.</param>
/// <param name="files">Knows each system's budget.</param>
internal sealed class DatabaseBudgetGrant(BudgetStore store, HubFiles files) : IBudgetGrant
{
    public async ValueTask<int> RequestSliceAsync(string connector, int wanted, CancellationToken cancellationToken) =>
        await store.TakeAsync(connector, files.Connector(connector).Budget.PerSecond, wanted, cancellationToken).ConfigureAwait(false);
}
