using Exchange.Sandbox.Systems.Doors;
using Exchange.Sandbox.Systems.Houses;

namespace Exchange.Sandbox.Systems.UtilityPower;

/// <summary>
/// 供电公司: transfers of power accounts with a house, behind a gateway that cuts pages at 50 and answers past the end with the last
/// page once more. The replies of a week come in together on its Friday, so that many share one second.
/// </summary>
internal sealed class UtilityPowerSystem : SimulatedSystem
{
    public const string SystemId = "utility-power";
    private const int LargestPage = 50;
    private HouseBook _houses = null!;

    public UtilityPowerSystem()
        : base(SystemId)
    {
    }

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Setting($"{Id}.url", Address(url, Id)), HubValue.Secret(Id, Password)];

    public override void Map(IEndpointRouteBuilder routes) => new Gateway(Book, Password, LargestPage, lastPageRepeats: true).Map(routes, "/api/gh/transfers", TransferWriter.Feed);

    protected override Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _houses = new HouseBook(Around.Seed, Around.BaseTime);
        return base.PrepareAsync(entries, cancellationToken);
    }

    protected override Entry Write(EntryState state)
        => TransferWriter.Write(_houses.Get(House.Linked(state.Number)), Around.Seed, state, state.Revision > 0 || state.MadeAt > Around.BaseTime);
}
