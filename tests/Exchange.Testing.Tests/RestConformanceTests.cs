using System.Globalization;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Rest;
using Exchange.Connectors.Tests;

namespace Exchange.Testing.Tests;

/// <summary>The kind rest against a system with tokens, page tokens and many records in one second.</summary>
public sealed class RestConformanceTests : ConformanceTests, IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private readonly FakeHall _hall = new(TimeProvider.System);
    private FakeServer? _server;

    protected override ConformanceSubject Subject => ConformanceSubject.Of(new RestKind(), Declaration);

    protected override ConformanceOptions Options => new()
    {
        Services = KindServices.Create,
        Secrets = ["s&cret"],
        Write = true,
        AddLate = (late, _) =>
        {
            _hall.Rows.Add(($"L{_hall.Rows.Count}", Text(late.At)));
            return Task.FromResult<IReadOnlyList<string>>([_hall.Rows[^1].Key]);
        },
    };

    private ConnectorDeclaration Declaration => Declarations.Parse(FakeHall.Connector.Replace("URL", _server!.Url, StringComparison.Ordinal)) is var declaration
        ? declaration with { Streams = [declaration.Streams[0] with { Ignore = ["fetchedAt"] }] }
        : throw new InvalidOperationException();

    public async Task InitializeAsync()
    {
        _hall.Rows.AddRange(Enumerable.Range(0, 14).Select(i => ($"QZ{i:00}", Text(Begin.AddMinutes(i / 4 * 20)))));
        _server = await FakeServer.StartAsync(_hall.AnswerAsync);
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    private static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
