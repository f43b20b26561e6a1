using System.Globalization;
using System.Text.Json;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Systems.ParcelDelivery;

/// <summary>EMS: the results of cases on their way. Asked by POST, pages from 0, errors with HTTP 200 and a code.</summary>
internal sealed class ParcelDeliverySystem : SimulatedSystem
{
    public const string SystemId = "parcel-delivery";
    private const string Customer = "YTH350599";
    private IReadOnlyList<SandboxCase> _cases = [];

    public ParcelDeliverySystem()
        : base(SystemId)
    {
    }

    public override IReadOnlyList<HubValue> Values(string url) =>
    [
        HubValue.Setting($"{Id}.url", Address(url, Id)),
        HubValue.Setting($"{Id}.customer", Customer),
        // The simulated courier may be asked at night too.
        HubValue.Setting($"{Id}.window", "00:00-24:00"),
        HubValue.Secret(Id, Password),
    ];

    public override void Map(IEndpointRouteBuilder routes) => routes.MapPost("/track/query", QueryAsync);

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _cases = await Around.Cases.FirstAsync(SystemIds.Provincial, "number % 5 = 2", 20_000, cancellationToken);
        return _cases.Count;
    }

    protected override Entry Write(EntryState state) => state.Number < _cases.Count
        ? ParcelWriter.Write(_cases[state.Number], Around.Seed, state, state.Revision > 0 || state.MadeAt > Around.BaseTime, Around.BaseTime)
        : Entry.Nothing(state.Number);

    private async Task QueryAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != Password)
        {
            await ErrorAsync(context, "4010", "authorization 不正确");
            return;
        }
        Dictionary<string, JsonElement>? asked;
        try
        {
            asked = await context.Request.ReadFromJsonAsync<Dictionary<string, JsonElement>>(context.RequestAborted);
        }
        catch (JsonException)
        {
            asked = null;
        }
        string? Value(string name) => asked is not null && asked.TryGetValue(name, out var value) ? value.ToString() : null;
        if (Value("customer") != Customer || SourceTime.Read(Value("from")) is not { } from || SourceTime.Read(Value("to")) is not { } to
            || RecordPage.Number(Value("page"), 0, 0) is not { } page || RecordPage.Number(Value("size"), 20, 1) is not { } size)
        {
            await ErrorAsync(context, "4000", "请求参数不正确");
            return;
        }
        var all = Book.Feed(ParcelWriter.Feed).Between(from, to);
        await RecordPage.WriteAsync(
            context,
            string.Create(CultureInfo.InvariantCulture, $"{{\"resultCode\":\"0000\",\"resultMsg\":\"成功\",\"total\":\"{all.Count}\",\"page\":{page},\"list\":["),
            RecordPage.Take(all, page, 0, size),
            "]}");
    }

    private static Task ErrorAsync(HttpContext context, string code, string message)
        => RecordPage.WriteAsync(context, $"{{\"resultCode\":\"{code}\",\"resultMsg\":\"{message}\",\"list\":null", [], "}");
}
