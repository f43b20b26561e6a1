using System.Text.Json;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>What a call returned, decoded.</summary>
internal sealed class CallResult(JsonElement root, JsonDocument? own, SoapReply reply, int fetches) : IDisposable
{
    /// <summary>The document in the return element, or the return element itself; undefined where it is empty.</summary>
    public JsonElement Root { get; } = root;

    /// <summary>The source's present.</summary>
    public DateTimeOffset SourceNow => reply.SourceNow;

    /// <summary>How many requests it took.</summary>
    public int Fetches { get; set; } = fetches;

    public void Dispose()
    {
        own?.Dispose();
        reply.Dispose();
    }
}
