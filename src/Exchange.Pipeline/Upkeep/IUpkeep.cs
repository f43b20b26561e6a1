namespace Exchange.Pipeline.Upkeep;

/// <summary>What the hub's store needs from time to time.</summary>
public interface IUpkeep
{
    /// <summary>Makes room for the months to come; harmless to repeat, and gives way to work that holds the tables.</summary>
    /// <returns>Whether it was done; false where the tables were busy.</returns>
    Task<bool> MakeRoomAsync(CancellationToken cancellationToken);
}
