using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.ApprovalArchive;

/// <summary>审批档案: a view of volumes and pieces of cases of the provincial hall, filed a month or more after their end.</summary>
internal sealed class ApprovalArchiveSystem() : TableSystem(SystemId)
{
    public const string SystemId = "approval-archive";
    private IReadOnlyList<SandboxCase> _cases = [];

    protected override IReadOnlyList<TableShape> Tables { get; } =
        [new(VolumeWriter.Feed, "\"T_SPDA\"", ["DH"], ["DH", "YWH", "QZH", "MLH", "AJH", "JH", "TM", "ZRZ", "WJRQ", "BGQX", "MJ", "GDRQ", "YS"])];

    protected override string Views => "create or replace view \"V_SPDA\" as select * from \"T_SPDA\";";

    // The simulated archive may be asked by day too.
    public override IReadOnlyList<HubValue> Values(string url) => [.. base.Values(url), HubValue.Setting($"{Id}.window", "00:00-24:00")];

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        await base.PrepareAsync(entries, cancellationToken);
        _cases = await Around.Cases.FirstAsync(SystemIds.Provincial, "number % 6 = 3", 20_000, cancellationToken);
        return _cases.Count;
    }

    protected override Entry Write(EntryState state) => state.Number < _cases.Count ? VolumeWriter.Write(_cases[state.Number], Around.Seed, state, Around.BaseTime) : Entry.Nothing(state.Number);
}
