using System.Net;
using Exchange.Abstractions.Failures;
using Microsoft.Extensions.Time.Testing;

namespace Exchange.Host.Http.Tests;

public sealed class CircuitBreakerTests
{
    [Fact]
    public async Task SendAsync_FailuresAndRecovery_OpensForAllClientsAndClosesAgain()
    {
        var healthy = false;
        await using var server = await ScriptedServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = healthy ? 200 : 503;
            return Task.CompletedTask;
        });
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var options = new ResilienceOptions { Attempts = 1, MinimumThroughput = 4, BreakDuration = TimeSpan.FromSeconds(15) };
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(8), "east", "east");
        using var source = new ResilientHttpClientSource("hall", zone, new FreeBudget(), options, time);
        using var one = source.Create(server.Address);
        using var other = source.Create(server.Address);
        for (var i = 0; i < 4; i++)
        {
            using var failed = await one.GetAsync("x");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        }

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => other.GetAsync("x"));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("'hall'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("until 09:00:15", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(15), failure.RetryAfter);
        Assert.Equal(4, server.Requests);

        healthy = true;
        time.Advance(TimeSpan.FromSeconds(16));
        using var first = await one.GetAsync("x");
        using var second = await other.GetAsync("x");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task SendAsync_Many429_DoNotOpenTheCircuit()
    {
        await using var server = await ScriptedServer.StartAsync(429);
        var options = new ResilienceOptions { Attempts = 1, MinimumThroughput = 2 };
        using var source = new ResilientHttpClientSource("hall", TimeZoneInfo.Utc, new FreeBudget(), options, TimeProvider.System);
        using var client = source.Create(server.Address);

        for (var i = 0; i < 10; i++)
        {
            using var response = await client.GetAsync("x");
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        }
    }
}
