using System.Diagnostics;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Exchange.Host.Http.Tests;

public sealed class RequestBudgetGateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task AcquireAsync_MoreThanTheRate_WaitsForTheNextSecond()
    {
        using var gate = CreateSut(new RequestBudget { PerSecond = 5, Concurrent = 100 });
        for (var i = 0; i < 5; i++)
        {
            using var permit = await gate.AcquireAsync(CancellationToken.None);
        }

        var sixth = gate.AcquireAsync(CancellationToken.None).AsTask();
        await Task.Delay(50);
        Assert.False(sixth.IsCompleted);

        await AdvanceUntilAsync(sixth, TimeSpan.FromSeconds(2));
        (await sixth).Dispose();
    }

    [Fact]
    public async Task AcquireAsync_AllPlacesTaken_WaitsInOrder()
    {
        using var gate = CreateSut(new RequestBudget { PerSecond = 1_000, Concurrent = 1 });
        var held = await gate.AcquireAsync(CancellationToken.None);
        var order = new List<int>();
        var waiting = Enumerable.Range(0, 5).Select(async i =>
        {
            using var permit = await gate.AcquireAsync(CancellationToken.None);
            order.Add(i);
        }).ToArray();
        Assert.Empty(order);

        held.Dispose();
        held.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_GivesItsPlaceUp()
    {
        using var gate = CreateSut(new RequestBudget { PerSecond = 1, Concurrent = 2 });
        (await gate.AcquireAsync(CancellationToken.None)).Dispose();
        using var cancellation = new CancellationTokenSource();
        var waiting = gate.AcquireAsync(cancellation.Token).AsTask();
        var behind = gate.AcquireAsync(CancellationToken.None).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await AdvanceUntilAsync(behind, TimeSpan.FromSeconds(3));
        (await behind).Dispose();
    }

    [Fact]
    public async Task AcquireAsync_GrantHasNothing_AsksAgainUntilItHas()
    {
        var grant = new ScriptedGrant(0, 0, 3);
        using var gate = CreateSut(new RequestBudget { PerSecond = 20 }, grant);

        var first = gate.AcquireAsync(CancellationToken.None).AsTask();
        await AdvanceUntilAsync(first, TimeSpan.FromSeconds(1));
        using var one = await first;
        using var two = await gate.AcquireAsync(CancellationToken.None);
        using var three = await gate.AcquireAsync(CancellationToken.None);

        Assert.Equal(3, grant.Asked);
        Assert.Equal(5, grant.Wanted);
    }

    [Fact]
    public async Task AcquireAsync_OldRestOfASlice_IsNotUsed()
    {
        var grant = new ScriptedGrant(5);
        using var gate = CreateSut(new RequestBudget { PerSecond = 20 }, grant);
        (await gate.AcquireAsync(CancellationToken.None)).Dispose();
        _time.Advance(TimeSpan.FromSeconds(2));

        (await gate.AcquireAsync(CancellationToken.None)).Dispose();

        Assert.Equal(2, grant.Asked);
    }

    [Theory]
    [InlineData("08:00-18:00", "Asia/Shanghai", 2)]
    [InlineData("22:00-06:00", "Asia/Shanghai", 0)]
    [InlineData("23:00-06:00", "UTC", 11)]
    public async Task AcquireAsync_OutsideTheWindow_IsRefusedUntilItOpens(string window, string zone, int hours)
    {
        // 12:00 UTC is 20:00 in Shanghai.
        var wait = hours switch { 2 => TimeSpan.FromHours(12), 0 => TimeSpan.FromHours(2), _ => TimeSpan.FromHours(hours) };
        using var gate = new RequestBudgetGate(
            "hall", new RequestBudget { Windows = [window] }, TimeZoneInfo.FindSystemTimeZoneById(zone), new ScriptedGrant(1_000), _time);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => gate.AcquireAsync(CancellationToken.None).AsTask());

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(wait, failure.RetryAfter);
        Assert.Contains("'hall'", failure.Message, StringComparison.Ordinal);

        _time.Advance(wait);
        (await gate.AcquireAsync(CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task AcquireAsync_WindowClosesWhileWaiting_IsRefused()
    {
        using var gate = CreateSut(new RequestBudget { PerSecond = 1, Windows = ["00:00-12:01"] }, new ScriptedGrant(1, 0));
        (await gate.AcquireAsync(CancellationToken.None)).Dispose();
        var waiting = gate.AcquireAsync(CancellationToken.None).AsTask();

        await AdvanceUntilAsync(waiting, TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<ExchangeException>(() => waiting);
    }

    [Theory]
    [InlineData("8:00-18:00")]
    [InlineData("08:00-25:00")]
    [InlineData("24:00-08:00")]
    [InlineData("08:00-08:00")]
    [InlineData("08:60-09:00")]
    [InlineData("")]
    public void Create_WindowThatIsNone_IsAConfigurationFailure(string window) =>
        Assert.Equal(FailureKind.Configuration, Assert.Throws<ExchangeException>(() => CreateSut(new RequestBudget { Windows = [window] })).Kind);

    [Fact]
    public async Task AcquireAsync_TwoNodesOnRealTime_TheServerSeesRateAndConcurrency()
    {
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            await Task.Delay(20, context.RequestAborted);
            await context.Response.WriteAsync("ok");
        });
        var budget = new RequestBudget { PerSecond = 20, Concurrent = 2 };
        var grant = new InMemoryBudgetGrant(_ => budget.PerSecond, TimeProvider.System);
        using var gate = new RequestBudgetGate("hall", budget, TimeZoneInfo.Utc, grant, TimeProvider.System);
        using var second = new RequestBudgetGate("hall", budget, TimeZoneInfo.Utc, grant, TimeProvider.System);
        using var source = new ResilientHttpClientSource("hall", TimeZoneInfo.Utc, gate, new ResilienceOptions(), TimeProvider.System);
        using var otherSource = new ResilientHttpClientSource("hall", TimeZoneInfo.Utc, second, new ResilienceOptions(), TimeProvider.System);
        using var client = source.Create(server.Address);
        using var other = otherSource.Create(server.Address);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? client : other).GetStringAsync("x")));

        Assert.InRange(server.MostAtOnce, 1, 4);
        var arrivals = server.Arrivals.Order().ToArray();
        Assert.True(Stopwatch.GetElapsedTime(arrivals[0], arrivals[^1]) >= TimeSpan.FromSeconds(1.8));

        // The rate and the rest of the slices of two nodes within any second.
        for (var i = 0; i + 31 < arrivals.Length; i++)
        {
            Assert.True(Stopwatch.GetElapsedTime(arrivals[i], arrivals[i + 31]) >= TimeSpan.FromMilliseconds(900));
        }
    }

    private RequestBudgetGate CreateSut(RequestBudget budget, IBudgetGrant? grant = null) =>
        new("hall", budget, TimeZoneInfo.Utc, grant ?? new ScriptedGrant(1_000), _time);

    /// <summary>Lets the clock run in small steps until a task is done.</summary>
    private async Task AdvanceUntilAsync(Task task, TimeSpan atMost)
    {
        for (var passed = TimeSpan.Zero; !task.IsCompleted && passed < atMost; passed += TimeSpan.FromMilliseconds(100))
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(2);
        }

        Assert.True(task.IsCompleted);
    }

    private sealed class ScriptedGrant(params int[] granted) : IBudgetGrant
    {
        public int Asked { get; private set; }

        public int Wanted { get; private set; }

        public ValueTask<int> RequestSliceAsync(string connector, int wanted, CancellationToken cancellationToken)
        {
            Wanted = wanted;
            return ValueTask.FromResult(Math.Min(wanted, granted[Math.Min(Asked++, granted.Length - 1)]));
        }
    }
}
