using Exchange.Sandbox.Systems.Doors;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.RealEstate;

/// <summary>
/// 不动产登记: the tables of the front-end database, on PostgreSQL because SQL Server cannot run here. The registration is the parent
/// of the transfers of water, power, gas and broadcasting.
/// </summary>
internal sealed class RealEstateSystem() : TableSystem(SystemId)
{
    public const string SystemId = "real-estate";
    private HouseBook _houses = null!;

    protected override IReadOnlyList<TableShape> Tables { get; } =
    [
        new("units", "dbo.\"BDC_DYXX\"", ["DYBH"], ["DYBH", "BDCDYH", "ZL", "JZMJ", "MJDW", "FWXZ", "FWYT"]),
        new("applications", "dbo.\"BDC_SLXX\"", ["YWH"], ["YWH", "SLBH", "DJLX", "QLLX", "DYBH", "LDGH", "SQSJ", "SLSJ", "SLR", "CNSJ", "AJZT", "SHYJ", "SHSJ", "DJJG", "GXSJ:t"]),
        new("right-holders", "dbo.\"BDC_QLR\"", ["YWH", "XH"], ["YWH", "XH", "QLRLX", "QLRMC", "QLRXZ", "QLRZJLX", "QLRZJHM", "DH", "DZ", "GYFS", "QLBL", "GXSJ:t"]),
        new("registrations", "dbo.\"BDC_DBXX\"", ["YWH", "BDCQZH"], ["YWH", "BDCDYH", "BDCQZH", "ZSLX", "QLQSSJ", "QLJSSJ", "DYQR", "BDBZZQSE", "QSZT", "DJSJ", "DBR", "DJJG", "FJ", "GXSJ:t"]),
        new("certificates", "dbo.\"BDC_ZSXX\"", ["YWH", "BDCQZH"], ["YWH", "BDCQZH", "ZSLX", "QLRMC", "QLRZJHM", "FZSJ", "QLQSSJ", "QLJSSJ", "QSZT", "DJJG", "GXSJ:t"]),
        new("fees", "dbo.\"BDC_SFXX\"", ["JFDH"], ["YWH", "JFDH", "SFXM", "YSJE", "SSJE", "JEDW", "JFR", "JFSJ", "JFZT", "GXSJ:t"]),
        new("linked-transfers", "dbo.\"BDC_LDGH\"", ["YWH", "GHLX"], ["YWH", "GHLX", "HH", "GHZT", "GHSJ", "GXSJ:t"]),
    ];

    public override IReadOnlyList<HubValue> Values(string url) => [.. base.Values(url), HubValue.Setting($"{Id}.provider", "postgresql")];

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _houses = new HouseBook(Around.Seed, Around.BaseTime);
        return await base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state)
        => new RegistrationWriter(_houses.Get(state.Number), Around.Seed, state, state.Revision > 0 || state.MadeAt > Around.BaseTime).Write();
}
