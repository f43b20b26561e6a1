using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.BusinessStartup;

/// <summary>
/// 企业开办一窗: a registration and up to five cases below it, each in the columns of who handles it. Every feed has its own clock, so
/// that a sub-case is often there before its parent, and nobody knows the credit code before the registration is done.
/// </summary>
internal sealed class BusinessStartupSystem : SimulatedSystem
{
    public const string SystemId = "business-startup";
    private const int LargestPage = 500;

    private static readonly string[] Feeds =
        ["applications", "licences", "legal-persons", "shareholders", "directors", "supervisors", "officers", "legs", "seals", "taxes", "social-insurances", "medical-funds", "bank-accounts"];

    public BusinessStartupSystem()
        : base(SystemId)
    {
    }

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Setting($"{Id}.url", Address(url, Id)), HubValue.Secret(Id, Password)];

    public override void Map(IEndpointRouteBuilder routes)
    {
        var gateway = new Gateway(Book, Password, LargestPage);
        foreach (var feed in Feeds)
        {
            gateway.Map(routes, $"/api/qykb/{feed}", feed);
        }
    }

    protected override Entry Write(EntryState state) => new WindowWriter(new Window(Around.Seed, state)).Write();
}
