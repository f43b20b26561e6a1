using System.Text.Json;
using Exchange.Pipeline.Audit;
using Exchange.Storage.Databases;
using NpgsqlTypes;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Audit;

/// <summary>The audit log on PostgreSQL; the table refuses changes.</summary>
/// <param name="database">The hub's database.</param>
public sealed class AuditLog(HubDatabase database) : IAuditLog
{
    /// <inheritdoc/>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("insert into hub.audit (actor, action, subject, detail) values ($1, $2, $3, $4)").With(
            Text(entry.Actor),
            Text(entry.Action),
            Text(entry.Subject),
            new Npgsql.NpgsqlParameter { Value = JsonSerializer.Serialize(entry.Detail), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
