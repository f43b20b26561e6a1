using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>What can be learned of a system without reading it.</summary>
public sealed class RestSystemTests : IAsyncLifetime
{
    private readonly FakeHall _hall = new(TimeProvider.System);
    private FakeServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeServer.StartAsync(_hall.AnswerAsync);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Check_SystemAnswers_IsOk()
    {
        await using var source = Source(FakeHall.Connector);

        Assert.True((await source.CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task Check_NobodyListens_IsTransient()
    {
        await using var source = Source(FakeHall.Connector.Replace("URL", "http://127.0.0.1:1"));

        var result = await source.CheckAsync(default);

        Assert.False(result.Ok);
        Assert.Equal(FailureKind.Transient, result.Kind);
    }

    [Fact]
    public async Task Discover_ListsFieldsWithTypes()
    {
        _hall.Rows.Add(("A00", "2026-03-02 09:00:00"));
        _hall.Rows.Add(("A01", "2026-03-02 09:00:01"));
        await using var source = Source(FakeHall.Connector);

        var shape = await source.DiscoverAsync("cases", default);

        Assert.Equal("text", shape.Fields["gxsj"]);
    }

    private ISourceConnector Source(string yaml) =>
        new RestKind().CreateSource(Declarations.Parse(yaml.Replace("URL", _server.Url)), Declarations.Services());
}
