using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;
using Microsoft.AspNetCore.Http;

namespace Exchange.Host.Http.Tests;

public sealed class ResilientHttpClientSourceTests
{
    private static readonly ResilienceOptions Quick = new()
    {
        Pause = TimeSpan.FromMilliseconds(5),
        AttemptTimeout = TimeSpan.FromSeconds(20),
        TotalTimeout = TimeSpan.FromSeconds(60),
        MinimumThroughput = 1_000,
    };

    private readonly FreeBudget _budget = new();

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task SendAsync_PassingStatus_IsRepeatedAndTakesAPermitEachTime(string method)
    {
        await using var server = await ScriptedServer.StartAsync(503, 500, 200);
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "x"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("answer 3", await response.Content.ReadAsStringAsync());
        Assert.Equal(3, server.Requests);
        Assert.Equal(3, _budget.Taken);
        Assert.Equal(0, _budget.Held);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task SendAsync_EveryAttemptFails_ReturnsTheLastAnswerAsItIs(int status)
    {
        await using var server = await ScriptedServer.StartAsync(status);
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.GetAsync("x");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("answer 4", await response.Content.ReadAsStringAsync());
        Assert.Equal(4, server.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(501)]
    [InlineData(302)]
    public async Task SendAsync_LastingStatus_IsReturnedAtOnce(int status)
    {
        await using var server = await ScriptedServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://203.0.113.1/elsewhere";
            return Task.CompletedTask;
        });
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.GetAsync("x");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task SendAsync_PlainPost_IsNeverRepeated()
    {
        await using var server = await ScriptedServer.StartAsync(503, 200);
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.PostAsync("x", new StringContent("once"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(["once"], server.Bodies);
    }

    [Fact]
    public async Task SendAsync_RepeatablePost_IsRepeatedWithTheSameContent()
    {
        await using var server = await ScriptedServer.StartAsync(503, 429, 200);
        using var source = CreateSut();
        using var client = source.Create(server.Address);
        using var stream = new MemoryStream("streamed once"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, "x") { Content = new StreamContent(stream) };
        request.Options.Set(RepeatableRequest.Option, true);

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["streamed once", "streamed once", "streamed once"], server.Bodies);
    }

    [Fact]
    public async Task SendAsync_RetryAfter_IsWaitedFor()
    {
        await using var server = await ScriptedServer.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.GetAsync("x");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(Stopwatch.GetElapsedTime(server.Arrivals[0], server.Arrivals[1]) >= TimeSpan.FromMilliseconds(950));
    }

    [Fact]
    public async Task SendAsync_RetryAfterBeyondTheBound_IsHandedOverAtOnce()
    {
        await using var server = await ScriptedServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var response = await client.GetAsync("x");

        Assert.Equal(TimeSpan.FromHours(1), response.Headers.RetryAfter!.Delta);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task SendAsync_ConnectionDropped_RepeatsAReadAndSurfacesAWrite()
    {
        await using var server = await ScriptedServer.StartAsync((context, number) =>
        {
            // The first is answered, so that the next one comes over a connection already in use.
            if (number is 2 or 3)
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        using var source = CreateSut();
        using var client = source.Create(server.Address);

        using var first = await client.GetAsync("x");
        var failure = await Record.ExceptionAsync(() => client.PostAsync("x", new StringContent("w")));
        using var read = await client.GetAsync("x");

        Assert.IsType<HttpRequestException>(failure);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Single(server.Bodies, "w");
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task SendAsync_PeerClosesAUsedConnectionWithoutAnAnswer_NeverSendsAPlainPostTwice()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var posts = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var peer = await listener.AcceptTcpClientAsync();
                var stream = peer.GetStream();
                var buffer = new byte[4_096];
                int read;
                while ((read = await stream.ReadAsync(buffer)) > 0)
                {
                    if (System.Text.Encoding.ASCII.GetString(buffer, 0, read).StartsWith("POST", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref posts);
                        break;
                    }

                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                }
            }
        });
        using var source = CreateSut();
        using var client = source.Create(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        using var first = await client.GetAsync("x");

        var failure = await Record.ExceptionAsync(() => client.PostAsync("x", new StringContent("w")));

        Assert.IsType<HttpRequestException>(failure);
        Assert.Equal(1, Volatile.Read(ref posts));
        listener.Stop();
        await Record.ExceptionAsync(() => serving);
    }

    [Fact]
    public async Task SendAsync_NothingListens_IsATransientFailureThatNamesTheSystem()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var source = CreateSut();
        using var client = source.Create(new Uri($"http://127.0.0.1:{port}/"));

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => client.GetAsync("secret-path?idNo=35059919900101005X"));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains($"'hall' at 127.0.0.1:{port} cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("3505", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, _budget.Taken);
    }

    [Fact]
    public async Task SendAsync_ConnectTimeout_IsATransientFailure()
    {
        // A listener whose queue is full lets connections hang.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var address = (IPEndPoint)listener.LocalEndPoint!;
        var fillers = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToArray();
        foreach (var filler in fillers)
        {
            try
            {
                filler.Connect(address);
            }
            catch (SocketException)
            {
                // In progress.
            }
        }

        using var source = CreateSut(Quick with { ConnectTimeout = TimeSpan.FromMilliseconds(200), Attempts = 2 });
        using var client = source.Create(new Uri($"http://127.0.0.1:{address.Port}/"));

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => client.GetAsync("x"));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("in time", failure.Message, StringComparison.Ordinal);
        Array.ForEach(fillers, f => f.Dispose());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_AttemptHangs_TimesOutAndRepeatsAReadOnly(bool afterHeaders)
    {
        await using var server = await ScriptedServer.StartAsync(async (context, number) =>
        {
            if (number != 2)
            {
                if (afterHeaders)
                {
                    await context.Response.WriteAsync("begin");
                    await context.Response.Body.FlushAsync();
                }

                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        });
        using var source = CreateSut(Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(500) });
        using var client = source.Create(server.Address);

        using var read = await client.GetAsync("x");
        var failure = await Record.ExceptionAsync(() => client.PostAsync("x", new StringContent("w")));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Contains("did not answer within 0.5 s", Assert.IsType<HttpRequestException>(failure).Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests);
        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public async Task SendAsync_LongWaitForTheBudget_CountsInNoTimeout()
    {
        await using var server = await ScriptedServer.StartAsync(200);
        var budget = new FreeBudget { Wait = token => Task.Delay(800, token) };
        using var source = CreateSut(Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(500), TotalTimeout = TimeSpan.FromMilliseconds(500) }, budget);
        using var client = source.Create(server.Address);

        using var response = await client.GetAsync("x");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task SendAsync_TotalTimeout_EndsTheRepeating()
    {
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            await Task.Delay(400, context.RequestAborted);
            context.Response.StatusCode = 503;
        });
        using var source = CreateSut(Quick with { Attempts = 10, AttemptTimeout = TimeSpan.FromSeconds(1), TotalTimeout = TimeSpan.FromSeconds(1) });
        using var client = source.Create(server.Address);
        var started = Stopwatch.GetTimestamp();

        await Record.ExceptionAsync(() => client.GetAsync("x"));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(2));
        Assert.InRange(server.Requests, 2, 3);
    }

    [Fact]
    public async Task SendAsync_CallerCancels_StopsAtOnceAndGivesThePermitBack()
    {
        await using var server = await ScriptedServer.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var source = CreateSut();
        using var client = source.Create(server.Address);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync("x", cancellation.Token));

        Assert.Equal(1, server.Requests);
        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public async Task SendAsync_AnswerTooLarge_IsADataFailureAndNotRepeated()
    {
        await using var server = await ScriptedServer.StartAsync((context, _) => context.Response.WriteAsync(new string('x', 5_000)));
        using var source = CreateSut(Quick with { LargestContent = 1_000 });
        using var client = source.Create(server.Address);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => client.GetAsync("x"));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task SendAsync_WindowClosed_FailsWithoutARequest()
    {
        await using var server = await ScriptedServer.StartAsync(200);
        using var gate = new RequestBudgetGate(
            "hall",
            new RequestBudget { Windows = ["22:00-06:00"] },
            TimeZoneInfo.Utc,
            new InMemoryBudgetGrant(_ => 50, TimeProvider.System),
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)));
        using var source = CreateSut(Quick, gate);
        using var client = source.Create(server.Address);

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => client.GetAsync("x"));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(TimeSpan.FromHours(10), failure.RetryAfter);
        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user:pass@127.0.0.1/")]
    [InlineData("/relative")]
    public void Create_AddressThatIsNone_IsAConfigurationFailure(string address)
    {
        using var source = CreateSut();

        var failure = Assert.Throws<ExchangeException>(() => source.Create(new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("pass", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WrongOptions_NamesThemAll()
    {
        var failure = Assert.Throws<ExchangeException>(() => CreateSut(Quick with { Attempts = 0, FailureRatio = 2 }));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains("Attempts", failure.Message, StringComparison.Ordinal);
        Assert.Contains("FailureRatio", failure.Message, StringComparison.Ordinal);
    }

    private ResilientHttpClientSource CreateSut(ResilienceOptions? options = null, IRequestBudget? budget = null) =>
        new("hall", TimeZoneInfo.Utc, budget ?? _budget, options ?? Quick, TimeProvider.System);
}
