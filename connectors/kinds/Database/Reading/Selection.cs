namespace Exchange.Connectors.Database.Reading;

/// <summary>How the records of a stream are selected.</summary>
internal enum Selection
{
    /// <summary>Everything, each time.</summary>
    All,

    /// <summary>Rows whose flag column says that they are pending; written back after the hub's commit.</summary>
    Flag,

    /// <summary>Rows changed since the cursor, by a time column.</summary>
    Watermark,

    /// <summary>Rows without a receipt; the receipt is inserted after the hub's commit.</summary>
    Receipt,

    /// <summary>Rows after the cursor, by a column that only grows.</summary>
    Version,

    /// <summary>Everything, in one snapshot that is counted, so that a missing key is known to be gone.</summary>
    KeyDiff,
}
