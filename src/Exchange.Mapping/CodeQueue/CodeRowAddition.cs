namespace Exchange.Mapping.CodeQueue;

/// <summary>A row to add to a code table.</summary>
/// <param name="System">The system.</param>
/// <param name="Table">The table.</param>
/// <param name="Raw">The code in the system.</param>
/// <param name="Canonical">The canonical word.</param>
/// <param name="Label">What the system calls it; may be empty.</param>
public sealed record CodeRowAddition(string System, string Table, string Raw, string Canonical, string Label);
