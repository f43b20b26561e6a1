using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Connectors.Tests;
using Microsoft.AspNetCore.Http;

namespace Exchange.Testing.Tests;

/// <summary>The guide from its first step to its proof, against a system that answers as the template says.</summary>
[Trait("Category", "Acceptance")]
public sealed class GuideTests : IAsyncLifetime
{
    private readonly Home _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Guide_FromNewToTheProof_WorksAsWritten()
    {
        (await _home.RunAsync("new", "rest", "town-hall")).Succeeded();
        var rows = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_home.Folder, "connectors", "systems", "town-hall", "samples", "cases.json")))!.AsArray();
        await using var system = await FakeServer.StartAsync(context => AnswerAsync(context, rows));
        Assert.Equal("not-configured", State((await _home.RunAsync("connector", "list")).Succeeded()));

        (await _home.RunAsync("settings", "set", "town-hall.url", system.Url)).Succeeded();
        _home.Set("EXCHANGE_SECRET_TOWN_HALL", "key-of-the-hub");

        Assert.Equal("ready", State((await _home.RunAsync("connector", "list")).Succeeded()));
        Assert.True((await _home.RunAsync("connector", "check", "town-hall")).Succeeded()["ok"].GetBoolean());
        Assert.Contains("case_no", (await _home.RunAsync("connector", "discover", "town-hall/cases")).Succeeded()["streams"].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, (await _home.RunAsync("connector", "read", "town-hall/cases")).Succeeded()["records"].GetArrayLength());
        (await _home.RunAsync("mapping", "lint", "town-hall")).Succeeded();
        (await _home.RunAsync("mapping", "test", "town-hall")).Succeeded();
        var proof = (await _home.RunAsync("connector", "test", "town-hall")).Succeeded()["connectors"][0];
        Assert.Equal(0, proof.GetProperty("failed").GetInt32());
        Assert.True(proof.GetProperty("passed").GetInt32() >= 12, proof.GetRawText());
    }

    private static string State(Verb list) =>
        list["connectors"].EnumerateArray().Single(c => c.GetProperty("id").GetString() == "town-hall").GetProperty("state").GetString()!;

    private static async Task AnswerAsync(HttpContext context, JsonArray rows)
    {
        if (context.Request.Headers["X-Api-Key"] != "key-of-the-hub")
        {
            context.Response.StatusCode = 401;
            return;
        }

        var query = context.Request.Query;
        var size = int.Parse(query["size"]!, CultureInfo.InvariantCulture);
        var page = int.Parse(query["page"]!, CultureInfo.InvariantCulture);
        var due = rows.Where(r => string.CompareOrdinal((string)r!["updated"]!, query["updatedFrom"]) >= 0).OrderBy(r => (string)r!["updated"]!, StringComparer.Ordinal);
        await context.Response.WriteAsJsonAsync(new { data = new { items = due.Skip((page - 1) * size).Take(size) } });
    }
}
