using System.Globalization;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.EnterpriseServices;

/// <summary>
/// 亲清管家: declarations of enterprises for policies, by pages from 1 with a token of two hours. No time says what changed, so the
/// whole list is read at every run.
/// </summary>
internal sealed class EnterpriseServicesSystem : SimulatedSystem
{
    public const string SystemId = "enterprise-services";
    private const string Client = "hub";
    private readonly TokenDoor _tokens;

    public EnterpriseServicesSystem()
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
        routes.MapGet("/api/declarations", ListAsync);
    }

    protected override Entry Write(EntryState state) => DeclarationWriter.Write(Around.Seed, state);

    private async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (!_tokens.Accepts(context))
        {
            context.Response.StatusCode = 401;
            return;
        }
        if (RecordPage.Number(query["pageNumber"], 1, 1) is not { } page || RecordPage.Number(query["pageSize"], 10, 1) is not { } size)
        {
            await RecordPage.WriteAsync(context, "{\"code\":400,\"msg\":\"参数错误\",\"data\":null", [], "}");
            return;
        }
        var all = Book.Feed(DeclarationWriter.Feed).Between(null, null);
        await RecordPage.WriteAsync(
            context,
            string.Create(CultureInfo.InvariantCulture, $"{{\"code\":200,\"msg\":\"操作成功\",\"data\":{{\"total\":\"{all.Count}\",\"pageNumber\":{page},\"pageSize\":{size},\"list\":["),
            RecordPage.Take(all, page, 1, size),
            "]}}");
    }
}
