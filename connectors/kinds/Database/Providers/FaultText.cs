using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Database.Providers;

/// <summary>What a failure of a database means, in words that hold no data.</summary>
internal static class FaultText
{
    private const string Wait = "It is tried again; if it lasts, check host, port and network, and ask the owner of the database.";

    /// <summary>The failure to tell a person.</summary>
    public static ExchangeException Explain(Exception exception, Provider provider, string place)
    {
        if (exception is ExchangeException known)
        {
            return known;
        }

        var fault = provider.Fault(exception);
        var names = fault.Names is { } words ? $": {words}" : ".";
        return fault.Kind switch
        {
            FaultKind.Login => Configuration($"{place}: the database does not let the hub in.", "Check user and password, and that the database admits the hub's address."),
            FaultKind.NoDatabase => Configuration($"{place}: there is no such database.", "Check the database's name in settings: connection."),
            FaultKind.NoTable => Configuration($"{place}: there is no such table{names}", "Check the table's name and schema, and the default schema of the user."),
            FaultKind.NoColumn => Configuration($"{place}: there is no such column{names}", "Check the columns named in the connector file."),
            FaultKind.NoRight => Configuration($"{place}: the hub may not do this ({fault.Code}){names}", "Have the owner grant SELECT on what is read, UPDATE on the flag column, and INSERT and UPDATE on what is written."),
            FaultKind.ReadOnly => Configuration($"{place}: the query writes.", "Write a SELECT that changes nothing."),
            FaultKind.Statement => Configuration($"{place}: the statement is refused ({fault.Code}){names}", "Mend the query, or the types of the columns it compares."),
            FaultKind.NoSnapshot => Configuration($"{place}: the database does not allow snapshots ({fault.Code}).", "Have the owner run: ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON."),
            FaultKind.TimeOut => Transient(exception, $"{place}: the statement took too long.", "Give the columns it selects by an index, lower the batch, or raise settings: timeout."),
            FaultKind.Conflict => Transient(exception, $"{place}: another transaction is in the way ({fault.Code}).", "It is tried again."),
            _ when fault.IsOfTheRow => new ExchangeException(
                FailureKind.Data, $"{place}: {RowWords(fault)} ({fault.Code}).", "Check the values the connector file gives for columns, and the query."),
            _ => Transient(exception, $"{place}: the database cannot be reached or failed{(fault.Code.Length == 0 ? "" : $" ({fault.Code})")}.", Wait),
        };
    }

    /// <summary>What is wrong with a row.</summary>
    public static string RowWords(DatabaseFault fault)
    {
        var column = fault.Column is { } name ? $"column '{name}'" : "a column";
        return fault.Kind switch
        {
            FaultKind.Duplicate => "a row with this key exists already",
            FaultKind.Missing => $"{column} must have a value and has none",
            FaultKind.Rule => "a rule of the table forbids the row, or the row it refers to is not there",
            _ => $"the value does not fit {column}",
        };
    }

    // No inner exception: a provider's words may quote what a statement or a row holds.
    private static ExchangeException Configuration(string message, string remedy) => new(FailureKind.Configuration, message, remedy);

    private static ExchangeException Transient(Exception exception, string message, string remedy) =>
        new(FailureKind.Transient, message, remedy, exception is System.Data.Common.DbException ? null : exception);
}
