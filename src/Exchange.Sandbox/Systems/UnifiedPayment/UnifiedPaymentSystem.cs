using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems.UnifiedPayment;

/// <summary>非税统一支付: calls back for every order that is settled, for every sixth case of the provincial hall.</summary>
internal sealed class UnifiedPaymentSystem() : SimulatedSystem(SystemId), IPushingSystem
{
    public const string SystemId = "unified-payment";
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private IReadOnlyList<SandboxCase> _cases = [];
    private Callbacks? _callbacks;

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Secret(Id, Password)];

    public async Task<PushReport> PushAsync(Uri hub, CancellationToken cancellationToken)
    {
        _callbacks = new Callbacks(_http, new Uri(hub, $"/api/v1/ingest/{Id}/{CallbackWriter.Feed}"), Password);
        return await _callbacks.SendAsync(Book.Feed(CallbackWriter.Feed).All, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        _cases = await Around.Cases.FirstAsync(SystemIds.Provincial, "number % 6 = 3", 20_000, cancellationToken);
        Book.Changed = (changed, token) => _callbacks?.SendAsync([.. changed.SelectMany(e => e.Records)], token) ?? Task.CompletedTask;
        return _cases.Count;
    }

    protected override Entry Write(EntryState state) => state.Number < _cases.Count ? CallbackWriter.Write(_cases[state.Number], state) : Entry.Nothing(state.Number);
}
