namespace Exchange.Pipeline.Delivery;

/// <summary>The lanes of the outbox; a lower one goes first.</summary>
public enum DeliveryLane
{
    /// <summary>What happens now.</summary>
    Live = 0,

    /// <summary>What comes out of quarantine.</summary>
    Replay = 1,

    /// <summary>History.</summary>
    Backfill = 2,
}
