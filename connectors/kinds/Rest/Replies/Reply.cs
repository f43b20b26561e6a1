namespace Exchange.Connectors.Rest.Replies;

/// <summary>A good reply: its body, the address of the next page where a header gives one, and what the source's clock said.</summary>
internal sealed class Reply(ReplyBody body, DateTimeOffset sourceNow, string? next, int fetches) : IDisposable
{
    public ReplyBody Body { get; } = body;

    /// <summary>The source's present, by the reply's Date header or else the hub's clock.</summary>
    public DateTimeOffset SourceNow { get; } = sourceNow;

    /// <summary>The address a Link header gives for the next page.</summary>
    public string? Next { get; } = next;

    /// <summary>How many requests it took.</summary>
    public int Fetches { get; } = fetches;

    public void Dispose() => Body.Dispose();
}
