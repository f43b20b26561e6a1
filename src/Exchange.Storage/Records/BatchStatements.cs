using Exchange.Pipeline.Records;
using Exchange.Storage.Databases;
using Exchange.Storage.Drift;
using Exchange.Storage.Quarantine;
using Npgsql;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Records;

/// <summary>What a batch changes, as one batch of set-based statements.</summary>
internal static class BatchStatements
{
    private const string UpdateCases = """
        update hub.cases s
        set known = u.known, version = u.version, content_digest = u.digest, status = u.status, department = coalesce(u.department, s.department),
            changed_at = clock_timestamp()
        from unnest($1::bigint[], $2::boolean[], $3::int[], $4::bytea[], $5::text[], $6::text[]) as u (case_id, known, version, digest, status, department)
        where s.case_id = u.case_id
        """;

    private const string UpdateContributions = """
        update hub.contribution c
        set case_id = u.case_id, source_version = u.source_version, record_digest = u.record_digest, revision_id = $9, content_digest = u.content_digest,
            content = u.content, content_version = u.content_version, deleted = u.deleted, run_id = $10, changed_at = clock_timestamp()
        from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bytea[], $5::bytea[], $6::bytea[], $7::int[], $8::boolean[])
            as u (contribution_id, case_id, source_version, record_digest, content_digest, content, content_version, deleted)
        where c.contribution_id = u.contribution_id
        """;

    private const string NoteRevision = "update hub.contribution set revision_id = $1 where contribution_id = any($2)";

    private const string AddTokens = """
        insert into hub.match_token (kind, token, case_id)
        select * from unnest($1::smallint[], $2::bytea[], $3::bigint[]) on conflict do nothing
        """;

    private const string AddNumbers = """
        insert into hub.case_number (kind, value, case_id)
        select * from unnest($1::smallint[], $2::text[], $3::bigint[]) on conflict do nothing
        """;

    private const string AddPage = """
        with page as (
            insert into hub.run_page (run_id, pulled, mapped, unchanged, waiting, superseded, excluded, quarantined)
            values ($1, $3, $4, $5, $6, $7, $8, $9)
            returning pulled, mapped, unchanged, waiting, superseded, excluded, quarantined)
        update hub.run r
        set pulled = r.pulled + p.pulled, mapped = r.mapped + cardinality(p.mapped), unchanged = r.unchanged + cardinality(p.unchanged),
            waiting = r.waiting + cardinality(p.waiting), superseded = r.superseded + cardinality(p.superseded),
            excluded = r.excluded + cardinality(p.excluded), quarantined = r.quarantined + cardinality(p.quarantined),
            pages = r.pages + $10, versions = r.versions + $11
        from page p where r.run_id = $1 and r.started_at = $2
        """;

    private const string MoveCursor = """
        update hub.stream set cursor = coalesce($2, cursor), reached_present_at = case when $3 then clock_timestamp() else reached_present_at end
        where stream_id = $1
        """;

    public static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, BatchWrite write, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddCases(batch, write);
        AddContributions(batch, write);
        OutboxStatements.Add(batch, write);
        QuarantineStatements.Add(batch, write);
        DriftStatements.Add(batch, write);
        AddRun(batch, write);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void AddCases(NpgsqlBatch batch, BatchWrite write)
    {
        var changed = write.Cases.Where(c => !c.IsNew).ToArray();
        if (changed.Length == 0)
        {
            return;
        }

        batch.Add(
            UpdateCases,
            Longs(changed.Select(c => c.CaseId)),
            Flags(changed.Select(c => c.Known)),
            Ints(changed.Select(c => c.Version)),
            Blobs(changed.Select(c => c.ContentDigest)),
            Texts(changed.Select(c => c.Facts?.Status)),
            Texts(changed.Select(c => c.Facts?.Department)));
        var ids = changed.Where(c => c.Facts is not null).Select(c => c.CaseId).ToArray();
        batch.Add("delete from hub.match_token where case_id = any($1)", Longs(ids));
        batch.Add("delete from hub.case_number where case_id = any($1)", Longs(ids));
        var tokens = changed.SelectMany(c => c.Facts?.Tokens.Select(t => (c.CaseId, Token: t)) ?? []).ToArray();
        batch.Add(AddTokens, Smalls(tokens.Select(t => (short)t.Token.Kind)), Blobs(tokens.Select(t => t.Token.Value)), Longs(tokens.Select(t => t.CaseId)));
        var numbers = changed.SelectMany(c => c.Facts?.Numbers.Select(n => (c.CaseId, Number: n)) ?? []).ToArray();
        batch.Add(AddNumbers, Smalls(numbers.Select(n => (short)n.Number.Kind)), Texts(numbers.Select(n => n.Number.Value)), Longs(numbers.Select(n => n.CaseId)));
    }

    private static void AddContributions(NpgsqlBatch batch, BatchWrite write)
    {
        var changed = write.Contributions.Where(c => !c.IsNew).ToArray();
        if (changed.Length > 0)
        {
            batch.Add(
                UpdateContributions,
                Longs(changed.Select(c => c.ContributionId)),
                Longs(changed.Select(c => c.CaseId)),
                Times(changed.Select(c => c.Version)),
                Blobs(changed.Select(c => c.RecordDigest)),
                Blobs(changed.Select(c => c.ContentDigest)),
                Blobs(changed.Select(c => c.Sealed)),
                OptionalInts(changed.Select(c => c.ContentVersion)),
                Flags(changed.Select(c => c.Deleted)),
                Int(write.RevisionId),
                Long(write.Run.RunId));
        }

        if (write.SameUnderRevision.Count > 0)
        {
            batch.Add(NoteRevision, Int(write.RevisionId), Longs(write.SameUnderRevision));
        }
    }

    private static void AddRun(NpgsqlBatch batch, BatchWrite write)
    {
        batch.Add(
            AddPage,
            Long(write.Run.RunId),
            Time(write.Run.StartedAt),
            Int(write.Counts.Pulled),
            Texts(write.Outcomes[RecordOutcome.Mapped]),
            Texts(write.Outcomes[RecordOutcome.Unchanged]),
            Texts(write.Outcomes[RecordOutcome.Waiting]),
            Texts(write.Outcomes[RecordOutcome.Superseded]),
            Texts(write.Outcomes[RecordOutcome.Excluded]),
            Texts(write.Outcomes[RecordOutcome.Quarantined]),
            Int(write.Pages),
            Int(write.Versions.Count));
        batch.Add(MoveCursor, Int(write.Stream.StreamId), Text(write.Cursor), Flag(write.ReachedPresent));
    }
}
