namespace Exchange.Connectors.Database.Dialects;

/// <summary>A statement with its parameters by place.</summary>
/// <param name="Sql">The text, with the dialect's parameter marks.</param>
/// <param name="Parameters">The parameters, in the order of their numbers.</param>
internal sealed record Statement(string Sql, IReadOnlyList<SqlValue> Parameters)
{
    /// <summary>A statement without parameters.</summary>
    public Statement(string sql)
        : this(sql, [])
    {
    }
}
