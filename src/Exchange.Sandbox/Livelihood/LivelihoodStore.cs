using Exchange.Sandbox.Cases;
using Npgsql;

namespace Exchange.Sandbox.Livelihood;

/// <summary>The front-end database of the livelihood bureau.</summary>
internal sealed class LivelihoodStore(NpgsqlDataSource source)
{
    private const string Meta = "cd_operation varchar(2), cd_time timestamp, cd_batch varchar(32), data_source varchar(16), is_sync varchar(1) default '0'";

    private const string Schema = $"""
        create table if not exists up_pro_accept (row_guid varchar(50) primary key, project_no varchar(50), project_name varchar(1000),
          catalog_code varchar(12), local_catalog_code varchar(50), task_code varchar(36), local_task_code varchar(50), task_handle_item varchar(50),
          task_name varchar(1000), task_version int, project_type varchar(2), apply_type varchar(2), apply_date timestamp, applyer_name varchar(100),
          applyer_type varchar(2), applyer_page_type varchar(6), applyer_page_code varchar(500), contact_name varchar(100), contact_type varchar(6),
          contact_code varchar(50), contact_mobile varchar(11), legal varchar(100), address varchar(1000), zip_code varchar(6), org_code varchar(64),
          org_name varchar(100), handle_user_name varchar(100), accept_date timestamp, accept_doc_no varchar(50), promise_date timestamp,
          area_code varchar(12), {Meta});
        create table if not exists up_pro_process (row_guid varchar(50) primary key, project_no varchar(50), process_name varchar(1000),
          event_name varchar(2), event_start_time timestamp, event_end_time timestamp, handle_user_name varchar(100), handle_explain varchar(2000),
          remark varchar(2000), {Meta});
        create table if not exists up_pro_result (row_guid varchar(50) primary key, project_no varchar(50), result_type varchar(2),
          result_date timestamp, result_explain varchar(2000), result_cetr_name varchar(256), result_cetr_no varchar(2000),
          is_delivery_results varchar(2), satisfaction varchar(2), handle_user_name varchar(100), {Meta});
        create index if not exists up_pro_accept_pending on up_pro_accept (is_sync) where is_sync = '0';
        create index if not exists up_pro_process_pending on up_pro_process (is_sync) where is_sync = '0';
        create index if not exists up_pro_result_pending on up_pro_result (is_sync) where is_sync = '0';
        """;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes the rows that changed at <paramref name="changedAt"/> (all rows when null), with is_sync 0.</summary>
    public async Task WriteAsync(IReadOnlyList<SandboxCase> cases, DateTime? changedAt, CancellationToken cancellationToken)
    {
        bool Take(Row row) => changedAt is null || row.ChangedAt == changedAt;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AcceptRow.Table.MergeAsync(connection, [.. cases.Where(c => !c.Withheld && Take(c.Row)).Select(AcceptRow.Write)], cancellationToken);
        await ProcessRow.Table.MergeAsync(connection, [.. cases.SelectMany(c => c.Steps.Where(s => Take(s.Row)).Select(s => ProcessRow.Write(c, s)))], cancellationToken);
        await ResultRow.Table.MergeAsync(connection, [.. cases.Where(c => c.Result is { } r && Take(r.Row)).Select(c => ResultRow.Write(c, c.Result!))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
