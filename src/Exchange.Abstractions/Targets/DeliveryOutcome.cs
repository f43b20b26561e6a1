namespace Exchange.Abstractions.Targets;

/// <summary>What became of an item.</summary>
public enum DeliveryOutcome
{
    /// <summary>The target took it.</summary>
    Accepted,

    /// <summary>The target already had exactly this version; nothing happened a second time.</summary>
    Repeated,

    /// <summary>The target refuses it for good: trying again changes nothing until the content does.</summary>
    Rejected,

    /// <summary>The target did not take it now; try again later.</summary>
    Retry,

    /// <summary>Nobody knows whether it arrived; the sink's <c>onUnknown</c> decides.</summary>
    Unknown,
}
