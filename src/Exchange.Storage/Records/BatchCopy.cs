using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Records;
using Npgsql;
using NpgsqlTypes;

namespace Exchange.Storage.Records;

/// <summary>Copies what a batch adds: one COPY for each table that has new rows.</summary>
/// <param name="connection">A connection with an open transaction.</param>
/// <param name="write">The batch.</param>
internal sealed class BatchCopy(NpgsqlConnection connection, BatchWrite write)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var newCases = write.Cases.Where(c => c.IsNew).ToList();
        await CopyAsync(
            "copy hub.cases (case_id, known, version, content_digest, status, department) from stdin (format binary)",
            newCases,
            (row, c) =>
            {
                row.Write(c.CaseId, NpgsqlDbType.Bigint);
                row.Write(c.Known, NpgsqlDbType.Boolean);
                row.Write(c.Version, NpgsqlDbType.Integer);
                row.WriteOptional(c.ContentDigest);
                row.WriteOptional(c.Facts?.Status);
                row.WriteOptional(c.Facts?.Department);
            },
            cancellationToken).ConfigureAwait(false);
        await CopyAsync(
            "copy hub.match_token (kind, token, case_id) from stdin (format binary)",
            newCases.SelectMany(c => c.Facts?.Tokens.Select(t => (c.CaseId, Token: t)) ?? []).ToList(),
            (row, t) =>
            {
                row.Write((short)t.Token.Kind, NpgsqlDbType.Smallint);
                row.Write(t.Token.Value, NpgsqlDbType.Bytea);
                row.Write(t.CaseId, NpgsqlDbType.Bigint);
            },
            cancellationToken).ConfigureAwait(false);
        await CopyAsync(
            "copy hub.case_number (kind, value, case_id) from stdin (format binary)",
            newCases.SelectMany(c => c.Facts?.Numbers.Distinct().Select(n => (c.CaseId, Number: n)) ?? []).ToList(),
            (row, n) =>
            {
                row.Write((short)n.Number.Kind, NpgsqlDbType.Smallint);
                row.Write(n.Number.Value, NpgsqlDbType.Text);
                row.Write(n.CaseId, NpgsqlDbType.Bigint);
            },
            cancellationToken).ConfigureAwait(false);
        await CopyVersionsAsync(cancellationToken).ConfigureAwait(false);
        await CopyContributionsAsync(cancellationToken).ConfigureAwait(false);
        await CopyAsync(
            "copy hub.landing (landing_id, contribution_id, run_id, operation, source_version, raw) from stdin (format binary)",
            write.Landings,
            (row, l) =>
            {
                row.Write(l.LandingId, NpgsqlDbType.Bigint);
                row.Write(l.ContributionId, NpgsqlDbType.Bigint);
                row.Write(write.Run.RunId, NpgsqlDbType.Bigint);
                row.Write((short)l.Operation, NpgsqlDbType.Smallint);
                row.WriteOptional(l.Version);
                row.Write(l.Sealed, NpgsqlDbType.Bytea);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task CopyVersionsAsync(CancellationToken cancellationToken) => CopyAsync(
        "copy hub.case_version (case_id, version, operation, status, content_digest, content, run_id) from stdin (format binary)",
        write.Versions,
        (row, v) =>
        {
            row.Write(v.CaseId, NpgsqlDbType.Bigint);
            row.Write(v.Version, NpgsqlDbType.Integer);
            row.Write((short)(v.Operation == RecordOperation.Delete ? 1 : 0), NpgsqlDbType.Smallint);
            row.WriteOptional(v.Facts.Status);
            row.Write(v.ContentDigest, NpgsqlDbType.Bytea);
            row.WriteOptional(v.Sealed);
            row.Write(write.Run.RunId, NpgsqlDbType.Bigint);
        },
        cancellationToken);

    private Task CopyContributionsAsync(CancellationToken cancellationToken) => CopyAsync(
        "copy hub.contribution (contribution_id, stream_id, source_key, case_id, source_version, record_digest, revision_id, content_digest, content, content_version, deleted, run_id) from stdin (format binary)",
        write.Contributions.Where(c => c.IsNew).ToList(),
        (row, c) =>
        {
            row.Write(c.ContributionId, NpgsqlDbType.Bigint);
            row.Write(write.Stream.StreamId, NpgsqlDbType.Integer);
            row.Write(c.Key, NpgsqlDbType.Text);
            row.Write(c.CaseId, NpgsqlDbType.Bigint);
            row.WriteOptional(c.Version);
            row.WriteOptional(c.RecordDigest);
            row.Write(write.RevisionId, NpgsqlDbType.Integer);
            row.WriteOptional(c.ContentDigest);
            row.WriteOptional(c.Sealed);
            row.WriteOptional(c.ContentVersion);
            row.Write(c.Deleted, NpgsqlDbType.Boolean);
            row.Write(write.Run.RunId, NpgsqlDbType.Bigint);
        },
        cancellationToken);

    private async Task CopyAsync<T>(string sql, IReadOnlyList<T> rows, Action<CopyRow, T> writeRow, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var importer = await connection.BeginBinaryImportAsync(sql, cancellationToken).ConfigureAwait(false);
        var target = new CopyRow(importer);
        foreach (var row in rows)
        {
            importer.StartRow();
            writeRow(target, row);
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
