using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems;

/// <summary>A system whose door is a database: the hub reads its tables or views.</summary>
internal abstract class TableSystem(string id) : SimulatedSystem(id)
{
    private PostgresTables? _tables;

    /// <summary>Its tables.</summary>
    protected abstract IReadOnlyList<TableShape> Tables { get; }

    /// <summary>SQL that follows the tables, such as views.</summary>
    protected virtual string Views => "";

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
        _tables = await PostgresTables.OpenAsync(Around, Id, Tables, Views, cancellationToken);
        Book.Changed = _tables.WriteAsync;
        return await base.PrepareAsync(entries, cancellationToken);
    }
}
