namespace Exchange.Testing.Records;

/// <summary>A page that was read.</summary>
/// <param name="Records">Its records.</param>
/// <param name="Cursor">Its cursor.</param>
/// <param name="Last">Whether the read reached the present with it.</param>
/// <param name="Complete">Whether it says that the read listed everything.</param>
/// <param name="Fetches">How many requests it says it took.</param>
internal sealed record SeenPage(IReadOnlyList<SeenRecord> Records, string? Cursor, bool Last, bool Complete, int Fetches);
