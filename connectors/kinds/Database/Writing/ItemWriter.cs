using System.Data.Common;
using System.Globalization;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Writes all rows of one item in one transaction.</summary>
/// <param name="client">The database.</param>
/// <param name="sink">The sink.</param>
/// <param name="columns">The columns of each table, in the order of the sink's tables.</param>
internal sealed class ItemWriter(DatabaseClient client, DatabaseSink sink, IReadOnlyList<IReadOnlyDictionary<string, ColumnType>> columns)
{
    private readonly WriteStatements _statements = new(client, sink);

    /// <summary>Writes an item; a failure before the commit leaves nothing behind.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="item">The item.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="UnknownCommit">The commit failed: nobody knows whether the rows are there.</exception>
    public async Task<DeliveryOutcome> WriteAsync(DbConnection connection, DeliveryItem item, IReadOnlyList<SinkRow> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var withdraws = item.Operation == RecordOperation.Delete;
        var applied = withdraws && sink.Root.DeletesWithdrawn
            ? await DeleteAsync(transaction, rows, cancellationToken)
            : await ApplyAsync(transaction, rows, withdraws, cancellationToken);
        if (!applied)
        {
            await transaction.RollbackAsync(cancellationToken);
            return DeliveryOutcome.Repeated;
        }

        try
        {
            // Not cancelled half-way: then nobody would know.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            var fault = client.Provider.Fault(exception);
            throw fault.IsOfTheRow || fault.Kind == FaultKind.Conflict ? exception : new UnknownCommit();
        }

        return DeliveryOutcome.Accepted;
    }

    private async Task<bool> ApplyAsync(DbTransaction transaction, IReadOnlyList<SinkRow> rows, bool withdraws, CancellationToken cancellationToken)
    {
        for (var i = 0; i < sink.Tables.Count; i++)
        {
            var table = sink.Tables[i];
            var types = columns[i];
            if (table.Write == WriteMode.Replace)
            {
                await ExecuteAsync(transaction, _statements.DeleteParts(table, Parent(table, rows[0]), types), cancellationToken);
            }

            foreach (var row in rows.Where(r => r.Table == table))
            {
                if (!await ApplyAsync(transaction, row, types, withdraws, cancellationToken) && table == sink.Root)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task<bool> ApplyAsync(DbTransaction transaction, SinkRow row, IReadOnlyDictionary<string, ColumnType> types, bool withdraws, CancellationToken cancellationToken)
    {
        var (changed, added) = withdraws ? (sink.WithdrawWord, sink.WithdrawWord) : (sink.UpdateWord, sink.InsertWord);
        switch (row.Table.Write)
        {
            case WriteMode.InsertOnly:
                return await ExecuteAsync(transaction, _statements.InsertOnce(row, types, added), cancellationToken) > 0;
            case WriteMode.Replace:
                await ExecuteAsync(transaction, _statements.Insert(row, types, added), cancellationToken);
                return true;
        }

        var update = _statements.Update(row, types, changed);
        if (update is not null && await ExecuteAsync(transaction, update, cancellationToken) > 0)
        {
            return true;
        }

        // Nothing changed: there is no such row, or it holds this version or a newer one.
        if (update is null || WriteStatements.VersionColumn(row.Table, types) is not null)
        {
            await using var command = Command(transaction, _statements.Exists(row, types));
            if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) > 0)
            {
                return update is null && row.Index > 0;
            }
        }

        await ExecuteAsync(transaction, _statements.Insert(row, types, added), cancellationToken);
        return true;
    }

    private async Task<bool> DeleteAsync(DbTransaction transaction, IReadOnlyList<SinkRow> rows, CancellationToken cancellationToken)
    {
        for (var i = sink.Tables.Count - 1; i >= 0; i--)
        {
            var table = sink.Tables[i];
            if (table.Parent.Count > 0)
            {
                await ExecuteAsync(transaction, _statements.DeleteParts(table, Parent(table, rows[0]), columns[i]), cancellationToken);
                continue;
            }

            foreach (var row in rows.Where(r => r.Table == table))
            {
                await ExecuteAsync(transaction, _statements.Delete(row, columns[i]), cancellationToken);
            }
        }

        return true;
    }

    // The parent's values of a list's rows are those of the item's own row, also where the list is empty.
    private static Dictionary<string, string?> Parent(SinkTable table, SinkRow root) =>
        table.Parent.ToDictionary(p => p.Key, p => root.Repeated.GetValueOrDefault(p.Value.Text));

    private async Task<int> ExecuteAsync(DbTransaction transaction, Statement statement, CancellationToken cancellationToken)
    {
        await using var command = Command(transaction, statement);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(DbTransaction transaction, Statement statement)
    {
        var command = client.Command(transaction.Connection!, statement);
        command.Transaction = transaction;
        return command;
    }
}
