namespace Exchange.Pipeline.Pulling;

/// <summary>Another run holds the stream or target.</summary>
/// <param name="item">The stream or target.</param>
/// <param name="heldBy">Who holds it.</param>
public sealed class StreamBusyException(string item, string? heldBy) : Exception($"{item} is busy: held by {heldBy ?? "another run"}.")
{
    /// <summary>The stream or target.</summary>
    public string Item { get; } = item;

    /// <summary>Who holds it.</summary>
    public string? HeldBy { get; } = heldBy;
}
