namespace Exchange.Connectors.Database.Writing;

/// <summary>How rows reach a table.</summary>
internal enum WriteMode
{
    /// <summary>The row of the key is changed, or inserted where there is none.</summary>
    Upsert,

    /// <summary>A row is inserted; where its key exists already, it was sent before.</summary>
    InsertOnly,

    /// <summary>The rows of the item are removed and inserted anew (child tables).</summary>
    Replace,
}
