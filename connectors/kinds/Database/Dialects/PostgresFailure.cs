using Exchange.Abstractions.Failures;
using Npgsql;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>What a failure of PostgreSQL means.</summary>
internal static class PostgresFailure
{
    private const string Wait = "It is tried again; if it lasts, check host, port and network, and ask the owner of the database.";

    public static ExchangeException Explain(Exception exception, string place) => exception switch
    {
        ExchangeException known => known,
        PostgresException { SqlState: "28P01" or "28000" } => Configuration($"{place}: the database does not let the hub in.", "Check user and password, and that the database admits the hub's address."),
        PostgresException { SqlState: "3D000" } => Configuration($"{place}: there is no such database.", "Check Database in settings: connection."),
        PostgresException { SqlState: "42P01" } e => Configuration($"{place}: {e.MessageText}.", "Check the table's name and schema, and the search path of the user."),
        PostgresException { SqlState: "42703" } e => Configuration($"{place}: {e.MessageText}.", "Check the columns named in the stream."),
        PostgresException { SqlState: "42501" } e => Configuration($"{place}: {e.MessageText}.", "Have the owner grant SELECT on the table, and UPDATE on the flag column."),
        PostgresException { SqlState: "25006" } => Configuration($"{place}: the query writes.", "Write a SELECT that changes nothing."),
        PostgresException { SqlState: ['4', '2', ..] } e => Configuration($"{place}: the statement is refused ({e.SqlState}: {e.MessageText}).", "Mend the query, or the types of the columns it compares."),
        PostgresException { SqlState: "57014" } => Transient(exception, $"{place}: the statement took too long.", "Give the columns it selects by an index, lower the batch, or raise settings: timeout."),
        PostgresException { SqlState: ['2', '2', ..] } e => new ExchangeException(
            FailureKind.Data, $"{place}: a value does not fit its column ({e.SqlState}).", "Check pending and done of the selection, and the query.", exception),
        PostgresException e => Transient(exception, $"{place}: the database failed ({e.SqlState}).", Wait),
        NpgsqlException { InnerException: TimeoutException } => Transient(exception, $"{place}: the database did not answer in time.", Wait),
        _ => Transient(exception, $"{place}: the database cannot be reached.", Wait),
    };

    private static ExchangeException Configuration(string message, string remedy) => new(FailureKind.Configuration, message, remedy);

    private static ExchangeException Transient(Exception exception, string message, string remedy) => new(FailureKind.Transient, message, remedy, exception);
}
