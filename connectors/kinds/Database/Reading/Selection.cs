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
}
