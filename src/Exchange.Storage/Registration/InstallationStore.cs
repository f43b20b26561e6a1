using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Registration;

/// <summary>Facts of the installation that are set once.</summary>
/// <param name="database">The hub's database.</param>
public sealed class InstallationStore(HubDatabase database)
{
    /// <summary>Sets a fact where it is not set yet.</summary>
    /// <returns>The fact as it stands.</returns>
    public async Task<string> SetOnceAsync(string name, string value, CancellationToken cancellationToken)
    {
        const string Sql = """
            with added as (insert into hub.installation (name, value) values ($1, $2) on conflict do nothing returning value)
            select value from added union all select value from hub.installation where name = $1
            """;
        await using var command = database.Source.CreateCommand(Sql).With(Text(name), Text(value));
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string ?? value;
    }
}
