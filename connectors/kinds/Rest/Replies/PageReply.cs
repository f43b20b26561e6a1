using System.Text.Json;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>A good reply: its body and what the source's clock said.</summary>
internal sealed class PageReply(ReplyBody body, JsonElement records, DateTimeOffset sourceNow, int fetches) : IDisposable
{
    public ReplyBody Body { get; } = body;

    /// <summary>The list of records.</summary>
    public JsonElement Records { get; } = records;

    /// <summary>The source's present, by the reply's Date header or else the hub's clock.</summary>
    public DateTimeOffset SourceNow { get; } = sourceNow;

    /// <summary>How many requests it took.</summary>
    public int Fetches { get; } = fetches;

    public void Dispose() => Body.Dispose();
}
