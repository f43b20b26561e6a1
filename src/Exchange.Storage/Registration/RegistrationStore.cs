using Exchange.Abstractions.Connectors;
using Exchange.Pipeline.Connectors;
using Exchange.Storage.Databases;
using static Exchange.Storage.Databases.SqlCommands;

namespace Exchange.Storage.Registration;

/// <summary>Gives systems, streams, targets and mapping revisions their ids.</summary>
/// <param name="database">The hub's database.</param>
public sealed class RegistrationStore(HubDatabase database) : IRegistrationStore
{
    private const string RegisterStreams = """
        with wanted as (select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (system, name, part, case_system)),
        added_systems as (
            insert into hub.system (id) select system from wanted union select case_system from wanted order by 1 on conflict (id) do nothing returning system_id, id),
        systems as (select system_id, id from hub.system union select system_id, id from added_systems),
        written as (
            insert into hub.stream as s (system_id, name, part)
            select y.system_id, w.name, w.part from wanted w join systems y on y.id = w.system
            on conflict (system_id, name) do update set part = excluded.part where s.part <> excluded.part
            returning stream_id, system_id, name)
        select y.id, x.name, x.stream_id, x.system_id, z.system_id
        from (select stream_id, system_id, name from hub.stream union select stream_id, system_id, name from written) x
        join systems y using (system_id) join wanted w on w.system = y.id and w.name = x.name join systems z on z.id = w.case_system
        """;

    private const string RegisterTargets = """
        with added as (insert into hub.target (id) select unnest($1::text[]) on conflict (id) do nothing returning target_id, id)
        select id, target_id from hub.target where id = any($1) union select id, target_id from added
        """;

    private const string RegisterRevision = """
        with added as (insert into hub.mapping_revision (mapping, revision) values ($1, $2) on conflict do nothing returning revision_id)
        select revision_id from added union all select revision_id from hub.mapping_revision where mapping = $1 and revision = $2
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HubStream>> RegisterStreamsAsync(IReadOnlyList<ConnectorDeclaration> connectors, CancellationToken cancellationToken)
    {
        var wanted = connectors.SelectMany(c => c.Streams.Select(s => (Connector: c, Stream: s))).ToArray();
        await using var command = database.Source.CreateCommand(RegisterStreams)
            .With(
                Texts(wanted.Select(w => w.Connector.Id)),
                Texts(wanted.Select(w => w.Stream.Name)),
                Texts(wanted.Select(w => w.Stream.Part)),
                Texts(wanted.Select(w => w.Stream.CaseSystem ?? w.Connector.Id)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var streams = new List<HubStream>(wanted.Length);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (system, name) = (reader.GetString(0), reader.GetString(1));
            var match = Array.Find(wanted, w => w.Connector.Id == system && w.Stream.Name == name);
            streams.Add(new HubStream(reader.GetInt32(2), reader.GetInt32(3), match.Connector, match.Stream) { CaseSystemId = reader.GetInt32(4) });
        }

        return [.. streams.OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HubTarget>> RegisterTargetsAsync(IReadOnlyList<ConnectorDeclaration> connectors, CancellationToken cancellationToken)
    {
        var wanted = connectors.Where(c => c.Sink is not null).ToDictionary(c => c.Id, StringComparer.Ordinal);
        await using var command = database.Source.CreateCommand(RegisterTargets).With(Texts(wanted.Keys));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var targets = new List<HubTarget>(wanted.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var connector = wanted[reader.GetString(0)];
            targets.Add(new HubTarget(reader.GetInt32(1), connector, connector.Sink!));
        }

        return [.. targets.OrderBy(t => t.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<int> RegisterRevisionAsync(string mapping, string revision, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = database.Source.CreateCommand(RegisterRevision).With(Text(mapping), Text(revision));
            if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int id)
            {
                return id;
            }

            // Another node added it between the two halves of the statement; it is there on the next look.
        }
    }
}
