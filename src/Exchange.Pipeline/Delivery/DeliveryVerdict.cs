namespace Exchange.Pipeline.Delivery;

/// <summary>What becomes of an outbox row.</summary>
public enum DeliveryVerdict
{
    /// <summary>The target took it.</summary>
    Delivered = 0,

    /// <summary>The target had it already.</summary>
    Repeated = 1,

    /// <summary>The target refuses it; it goes to quarantine and a newer version may pass it.</summary>
    Rejected = 2,

    /// <summary>It is tried again later.</summary>
    Later = 3,

    /// <summary>A person must decide; later versions of the case wait behind it.</summary>
    Parked = 4,
}
