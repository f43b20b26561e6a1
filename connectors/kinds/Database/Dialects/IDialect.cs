using System.Data.Common;
using Exchange.Abstractions.Failures;
using Exchange.Connectors.Database.Reading;

namespace Exchange.Connectors.Database.Dialects;

/// <summary>What differs from one database system to another: statements, types, failures.</summary>
internal interface IDialect
{
    /// <summary>Makes a pool of connections; opens nothing yet.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="timeout">How long a statement may take, on both sides.</param>
    /// <param name="zone">The zone of the sessions.</param>
    /// <param name="readOnly">Whether the sessions must not write.</param>
    DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly);

    /// <summary>A command for a statement.</summary>
    DbCommand Command(DbConnection connection, Statement statement);

    /// <summary>The statement that tells the database's present.</summary>
    Statement Now();

    /// <summary>The statement that returns no row of a stream, for its columns.</summary>
    Statement Shape(DatabaseStream stream);

    /// <summary>The columns of a reader's result with the types to cast texts to.</summary>
    IReadOnlyDictionary<string, string> Types(DbDataReader reader);

    /// <summary>Whether a type is a point in time.</summary>
    bool IsTime(string type);

    /// <summary>The statement that reads one page.</summary>
    Statement Page(PageSelection page);

    /// <summary>The statement that counts the rows a read by time never sees, because they have none.</summary>
    Statement CountWithoutTime(DatabaseStream stream);

    /// <summary>The statement that marks rows as taken where they are still as they were read.</summary>
    Statement Acknowledge(DatabaseStream stream, IReadOnlyDictionary<string, string> types, IReadOnlyList<RowAcknowledgement> rows);

    /// <summary>The statement that tells whether the flag column may be updated.</summary>
    Statement MayUpdate(DatabaseStream stream);

    /// <summary>The failure behind an exception; its message holds no data.</summary>
    ExchangeException Explain(Exception exception, string place);
}
