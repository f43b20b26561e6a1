namespace Exchange.Sandbox.Bench;

/// <summary>What went over the wire, over all connections.</summary>
internal sealed class WireCounts
{
    private long _statements;
    private long _roundTrips;
    private long _turns;
    private long _connections;

    public void Statement() => Interlocked.Increment(ref _statements);

    public void RoundTrip() => Interlocked.Increment(ref _roundTrips);

    public void Turn() => Interlocked.Increment(ref _turns);

    public void Connection() => Interlocked.Increment(ref _connections);

    public void Reset()
    {
        _statements = _roundTrips = _turns = _connections = 0;
    }

    /// <summary>
    /// Statements: Execute and simple Query messages. RoundTrips: ReadyForQuery and CopyInResponse messages. Turns: how often a
    /// client spoke after it had been answered, which is what waits on the network (pipelined statements share one).
    /// </summary>
    public object Read() => new { statements = _statements, roundTrips = _roundTrips, turns = _turns, connections = _connections };
}
