using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.LivelihoodLedger;

/// <summary>The second door of the livelihood bureau: a view over its ledger, one row a whole case.</summary>
internal sealed class LivelihoodLedgerSystem() : TableSystem(SystemId)
{
    public const string SystemId = "livelihood-ledger";

    protected override IReadOnlyList<TableShape> Tables { get; } =
    [
        new(LedgerWriter.Feed, "\"T_SLJL\"", ["SLID"],
            ["SLID", "SXBM", "SXMC", "SQRMC", "SQRZJHM", "XB", "CSRQ", "HJDZ", "YHKH", "KHYH", "XZ", "CJ", "SLSJ", "SPJG", "BJSJ", "BTJE", "GXSJ:t"]),
    ];

    protected override string Views => "create or replace view \"V_SLJL\" as select * from \"T_SLJL\";";

    protected override Entry Write(EntryState state) => LedgerWriter.Write(Around.Seed, state);
}
