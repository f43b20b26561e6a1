using Exchange.Pipeline.Leases;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Leases;

/// <summary>Leases on PostgreSQL, by its clock.</summary>
/// <param name="database">The hub's database.</param>
/// <param name="node">The name of this node.</param>
public sealed class LeaseStore(HubDatabase database, string node) : ILeaseStore
{
    private const string Acquire = """
        insert into hub.lease as l (name, epoch, holder, expires_at)
        values ($1, 1, $2, clock_timestamp() + $3)
        on conflict (name) do update
            set epoch = l.epoch + 1, holder = excluded.holder, expires_at = excluded.expires_at
            where l.expires_at <= clock_timestamp()
        returning epoch
        """;

    private readonly string _holder = $"{node}#{Guid.NewGuid().ToString("N")[..8]}";

    /// <inheritdoc/>
    public async Task<LeaseAttempt> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Acquire).With(Text(name), Text(_holder), Span(duration));
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long epoch)
        {
            return new LeaseAttempt(new Lease(name, epoch, _holder), null);
        }

        await using var who = database.Source.CreateCommand("select holder from hub.lease where name = $1").With(Text(name));
        return new LeaseAttempt(null, await who.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string);
    }

    /// <inheritdoc/>
    public async Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var command = database.Source
            .CreateCommand("update hub.lease set expires_at = clock_timestamp() + $3 where name = $1 and epoch = $2")
            .With(Text(lease.Name), Long(lease.Epoch), Span(duration));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await using var command = database.Source
            .CreateCommand("update hub.lease set expires_at = '-infinity', holder = null where name = $1 and epoch = $2")
            .With(Text(lease.Name), Long(lease.Epoch));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
