using System.Text.Json;

namespace Exchange.UnifiedPlatform;

/// <summary>A page of what clerks keyed.</summary>
/// <param name="Items">The records.</param>
/// <param name="Next">The mark of the next page; nothing at the end.</param>
internal sealed record ChangesReply(JsonElement Items, string? Next);
