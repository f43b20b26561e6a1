using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.IdentityService;

/// <summary>统一身份认证: a ticket for every fourth case of the provincial hall, asked for by a span of time, by pages from 1.</summary>
internal sealed class IdentityServiceSystem : SimulatedSystem
{
    public const string SystemId = "identity-service";
    private const string Client = "hub";
    private readonly TokenDoor _tokens;
    private IReadOnlyList<SandboxCase> _cases = [];

    public IdentityServiceSystem()
        : base(SystemId) => _tokens = new TokenDoor(Client, Password);

    public override IReadOnlyList<HubValue> Values(string url) =>
    [
        HubValue.Setting($"{Id}.url", Address(url, Id)),
        HubValue.Setting($"{Id}.client", Client),
        HubValue.Secret(Id, Password),
    ];

    public override void Map(IEndpointRouteBuilder routes)
    {
        _tokens.Map(routes);
        routes.MapGet("/api/tickets", ListAsync);
    }

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _cases = await Around.Cases.FirstAsync(SystemIds.Provincial, "number % 4 = 1", 20_000, cancellationToken);
        return _cases.Count;
    }

    protected override Entry Write(EntryState state) => state.Number < _cases.Count
        ? TicketWriter.Write(_cases[state.Number], Around.Seed, state, state.Revision > 0 || state.MadeAt > Around.BaseTime)
        : Entry.Nothing(state.Number);

    private async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!_tokens.Accepts(context))
        {
            context.Response.StatusCode = 401;
            return;
        }
        if (SourceTime.Read(query["from"]) is not { } from || SourceTime.Read(query["to"]) is not { } to
            || RecordPage.Number(query["pageNumber"], 1, 1) is not { } page || RecordPage.Number(query["pageSize"], 20, 1) is not { } size)
        {
            await RecordPage.WriteAsync(context, "{\"code\":\"400\",\"message\":\"参数错误\",\"data\":null", [], "}");
            return;
        }
        var all = Book.Feed(TicketWriter.Feed).Between(from, to);
        await RecordPage.WriteAsync(
            context,
            string.Create(CultureInfo.InvariantCulture, $"{{\"code\":\"200\",\"message\":\"success\",\"data\":{{\"total\":\"{all.Count}\",\"pageNumber\":{page},\"rows\":["),
            RecordPage.Take(all, page, 1, size),
            "]}}");
    }
}
