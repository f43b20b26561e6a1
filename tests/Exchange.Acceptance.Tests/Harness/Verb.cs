using System.Text.Json;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>What a verb answered.</summary>
/// <param name="Name">What was typed.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Json">The document on its standard output.</param>
/// <param name="Errors">What stood on its error stream.</param>
internal sealed record Verb(string Name, int ExitCode, JsonElement Json, string Errors)
{
    /// <summary>The member of a document, or a failure that shows the document.</summary>
    public JsonElement this[string member] => Json.TryGetProperty(member, out var value) ? value : throw new Xunit.Sdk.XunitException($"{this}\nhas no '{member}'.");

    public int Number(string member) => this[member].GetInt32();

    /// <summary>The runs of <c>sync</c>.</summary>
    public IReadOnlyList<JsonElement> Runs => [.. this["runs"].EnumerateArray()];

    /// <summary>A count over all runs.</summary>
    public int Sum(string count) => Runs.Sum(r => r.GetProperty(count).GetInt32());

    public Verb Succeeded()
    {
        Assert.True(ExitCode == 0, $"{this}\nshould have ended with 0.");
        return this;
    }

    public override string ToString() => $"exchange {Name} ended with {ExitCode}:\n{Json}\n{Errors}";
}
