namespace Exchange.Connectors.Queue.Messages;

/// <summary>
/// What acknowledges a message: the session it came over and its number there. A message with several records is acknowledged
/// when all of them are.
/// </summary>
/// <param name="session">The session; a number means nothing outside of it.</param>
/// <param name="number">The broker's number of the delivery.</param>
/// <param name="oversized">Whether the message was too large to be taken.</param>
internal sealed class MessageTicket(object session, ulong number, bool oversized)
{
    private HashSet<int>? _open;

    /// <summary>The session the message came over.</summary>
    public object Session { get; } = session;

    /// <summary>The broker's number of the delivery.</summary>
    public ulong Number { get; } = number;

    /// <summary>Whether the broker may put it aside instead of forgetting it.</summary>
    public bool Oversized { get; } = oversized;

    /// <summary>Makes what acknowledges each of the message's records.</summary>
    public IEnumerable<RecordTicket> Divide(int records)
    {
        _open = [.. Enumerable.Range(0, records)];
        return Enumerable.Range(0, records).Select(i => new RecordTicket(this, i));
    }

    /// <summary>Takes a record as acknowledged; whether the message is so now, for the first time.</summary>
    public bool Settle(int record)
    {
        lock (this)
        {
            return _open is not null && _open.Remove(record) && _open.Count == 0;
        }
    }
}
