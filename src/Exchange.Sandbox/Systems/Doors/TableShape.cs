namespace Exchange.Sandbox.Systems.Doors;

/// <summary>A table of a front-end database.</summary>
/// <param name="Feed">The feed whose records are its rows.</param>
/// <param name="Name">As it stands in SQL.</param>
/// <param name="Key">Columns of the key.</param>
/// <param name="Columns">All columns: text, or with <c>:t</c> a time.</param>
internal sealed record TableShape(string Feed, string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Columns);
