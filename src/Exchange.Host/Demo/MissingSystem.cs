using System.Text.Json;

namespace Exchange.Host.Demo;

/// <summary>A simulated system that could not be started, and why.</summary>
internal sealed record MissingSystem(string Id, string Reason)
{
    public static IReadOnlyList<MissingSystem> Of(JsonElement ready) =>
        [.. ready.GetProperty("notStarted").EnumerateArray().Select(s => new MissingSystem(s.GetProperty("id").GetString()!, s.GetProperty("reason").GetString()!))];
}
