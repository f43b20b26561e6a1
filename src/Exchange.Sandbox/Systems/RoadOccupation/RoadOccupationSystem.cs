using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.RoadOccupation;

/// <summary>占用挖掘道路联审: an application, the opinions of the agencies asked side by side, the fee; attachments by address.</summary>
internal sealed class RoadOccupationSystem : SimulatedSystem
{
    public const string SystemId = "road-occupation";
    private const int LargestPage = 25;

    public RoadOccupationSystem()
        : base(SystemId)
    {
    }

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Setting($"{Id}.url", Address(url, Id)), HubValue.Secret(Id, Password)];

    public override void Map(IEndpointRouteBuilder routes)
    {
        var gateway = new Gateway(Book, Password, LargestPage);
        gateway.Map(routes, "/api/zywj/applications", RoadWriter.Applications);
        gateway.Map(routes, "/api/zywj/countersigns", RoadWriter.Countersigns);
        gateway.Map(routes, "/api/zywj/fees", RoadWriter.Fees);
        routes.MapGet("/api/files/{name}", (string name, HttpContext context) => context.Request.Headers["apiKey"] == Password
            ? Results.Text($"附件 {name}", "text/plain; charset=utf-8")
            : Results.StatusCode(401));
    }

    protected override Entry Write(EntryState state) => new RoadWriter(Around.Seed, state).Write();
}
