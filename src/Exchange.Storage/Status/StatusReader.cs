using Exchange.Abstractions.Failures;
using Exchange.Pipeline.Delivery;
using Exchange.Pipeline.Runs;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Status;

/// <summary>Reads how streams stand from PostgreSQL.</summary>
/// <param name="database">The hub's database.</param>
public sealed class StatusReader(HubDatabase database) : IStatusReader
{
    private const string Streams = """
        select s.stream_id, s.paused, clock_timestamp() - s.reached_present_at,
            exists (select 1 from hub.run r where r.stream_id = s.stream_id and r.state = 0),
            (select count(*) from hub.quarantine q where q.stream_id = s.stream_id and q.state = 0),
            (select count(*) from hub.contribution c join hub.cases k on k.case_id = c.case_id
             where c.stream_id = s.stream_id and s.part <> 'case' and not c.deleted and not k.known),
            (select case when r.state = 2 then r.failure end from hub.run r where r.stream_id = s.stream_id and r.state <> 0 order by r.started_at desc limit 1)
        from hub.stream s
        """;

    private const string RunsSince = """
        select max(r.run_id), y.id, s.name, (array_agg(r.state order by r.started_at desc))[1],
            sum(r.pulled)::int, sum(r.mapped)::int, sum(r.unchanged)::int, sum(r.waiting)::int, sum(r.superseded)::int, sum(r.excluded)::int, sum(r.quarantined)::int,
            sum(r.pages)::int, sum(r.versions)::int, sum(coalesce(r.finished_at, clock_timestamp()) - r.started_at),
            (array_agg(r.cursor_to order by r.started_at desc))[1], coalesce((array_agg(array_to_string(r.notices, E'\n') order by r.started_at desc))[1], ''),
            (array_agg(case when r.state = 2 then r.failure end order by r.started_at desc))[1]
        from hub.run r join hub.stream s on s.stream_id = r.stream_id join hub.system y on y.system_id = s.system_id
        where r.started_at >= $1 group by y.id, s.name order by y.id, min(s.stream_id)
        """;

    private const string ReceiptsSince = """
        select t.id, count(*) filter (where verdict = 0)::int, count(*) filter (where verdict = 1)::int, count(*) filter (where verdict = 2)::int,
            count(*) filter (where verdict = 4)::int, max(received_at) - min(received_at)
        from hub.receipt r join hub.target t on t.target_id = r.target_id where r.received_at >= $1 group by t.id
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamStatus>> StreamsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Streams);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var streams = new List<StreamStatus>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            streams.Add(new StreamStatus
            {
                StreamId = reader.GetInt32(0),
                Paused = reader.GetBoolean(1),
                Freshness = reader.IsDBNull(2) ? null : reader.GetFieldValue<TimeSpan>(2),
                Running = reader.GetBoolean(3),
                Quarantined = reader.GetInt64(4),
                Waiting = reader.GetInt64(5),
                LastFailure = reader.IsDBNull(6) ? null : reader.GetString(6),
            });
        }

        return streams;
    }

    /// <inheritdoc/>
    public async Task<long> CasesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select count(*) from hub.cases where known");
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunReport>> RunsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(RunsSince).With(Time(since));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var runs = new List<RunReport>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            runs.Add(new RunReport
            {
                RunId = reader.GetInt64(0),
                Connector = reader.GetString(1),
                Stream = reader.GetString(2),
                State = (RunState)reader.GetInt16(3),
                Counts = new RunCounts
                {
                    Pulled = reader.GetInt32(4),
                    Mapped = reader.GetInt32(5),
                    Unchanged = reader.GetInt32(6),
                    Waiting = reader.GetInt32(7),
                    Superseded = reader.GetInt32(8),
                    Excluded = reader.GetInt32(9),
                    Quarantined = reader.GetInt32(10),
                },
                Pages = reader.GetInt32(11),
                Versions = reader.GetInt32(12),
                Elapsed = reader.GetFieldValue<TimeSpan>(13),
                Cursor = reader.IsDBNull(14) ? null : reader.GetString(14),
                Notices = reader.GetString(15).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Failure = reader.IsDBNull(16) ? null : new ExchangeException(FailureKind.Transient, reader.GetString(16)),
            });
        }

        return runs;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, DeliveryReport>> ReceiptsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(ReceiptsSince).With(Time(since));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var receipts = new Dictionary<string, DeliveryReport>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            receipts.Add(reader.GetString(0), new DeliveryReport
            {
                Target = reader.GetString(0),
                Delivered = reader.GetInt32(1),
                Repeated = reader.GetInt32(2),
                Rejected = reader.GetInt32(3),
                Parked = reader.GetInt32(4),
                Elapsed = reader.GetFieldValue<TimeSpan>(5),
            });
        }

        return receipts;
    }
}
