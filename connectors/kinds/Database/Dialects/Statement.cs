namespace Exchange.Connectors.Database.Dialects;

/// <summary>A statement with its parameters by place.</summary>
/// <param name="Sql">The text, parameters as <c>$1</c>.</param>
/// <param name="Parameters">Texts, lists of texts, whole numbers.</param>
internal sealed record Statement(string Sql, IReadOnlyList<object?> Parameters)
{
    /// <summary>The places (from 0) of texts whose type the database finds out by itself.</summary>
    public IReadOnlySet<int> Untyped { get; init; } = new HashSet<int>();
}
