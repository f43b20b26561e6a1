namespace Exchange.Sandbox.Systems.ProvincialExchange;

/// <summary>
/// 省网上办事大厅's front-end database: a row a message, the message as XML in a BLOB of GB18030 whatever it says of itself. The hub may not
/// change a row: it leaves receipts in another table.
/// </summary>
internal sealed class ProvincialExchangeSystem() : SimulatedSystem(SystemId)
{
    public const string SystemId = "provincial-exchange";
    private ProvinceTables? _tables;

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Secret(Id, _tables!.Connection)];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_tables is not null)
        {
            await _tables.DisposeAsync();
        }
    }

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _tables = await ProvinceTables.OpenAsync(Around, Id, cancellationToken);
        Book.Changed = _tables.WriteAsync;
        return await base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state) => new ProvincialCaseWriter(Around.Seed, state).Write();
}
