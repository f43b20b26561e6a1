namespace Exchange.Connectors.Database.Dialects;

/// <summary>A statement with its parameters by place.</summary>
/// <param name="Sql">The text, parameters as <c>$1</c>.</param>
/// <param name="Parameters">Texts, lists of texts, whole numbers.</param>
internal sealed record Statement(string Sql, IReadOnlyList<object?> Parameters);
