namespace Exchange.Pipeline.Delivery;

/// <summary>How a target is delivered to.</summary>
public sealed record DeliverOptions
{
    /// <summary>How long to wait for a busy target.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.Zero;

    /// <summary>How long to stay for versions that are due again soon.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.Zero;

    /// <summary>Deliver even where the target is paused.</summary>
    public bool IgnorePause { get; init; }
}
