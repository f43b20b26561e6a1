namespace Exchange.Connectors.Database.Providers;

/// <summary>What kind of failure a database reports, whatever its numbers are.</summary>
internal enum FaultKind
{
    /// <summary>It cannot be reached, or is busy, or failed.</summary>
    Unreachable,

    /// <summary>It does not let the hub in.</summary>
    Login,

    NoDatabase,
    NoTable,
    NoColumn,

    /// <summary>The hub may not do this.</summary>
    NoRight,

    /// <summary>The statement writes where it must not.</summary>
    ReadOnly,

    /// <summary>The statement is refused.</summary>
    Statement,

    /// <summary>The statement took too long.</summary>
    TimeOut,

    /// <summary>Another transaction is in the way.</summary>
    Conflict,

    /// <summary>A value does not fit its column.</summary>
    Value,

    /// <summary>A row with this key exists already.</summary>
    Duplicate,

    /// <summary>A column that must have a value has none.</summary>
    Missing,

    /// <summary>A row this one refers to is not there, or a rule of the table forbids the row.</summary>
    Rule,

    /// <summary>The database does not allow snapshots.</summary>
    NoSnapshot,
}
