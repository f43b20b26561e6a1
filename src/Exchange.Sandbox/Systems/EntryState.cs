namespace Exchange.Sandbox.Systems;

/// <summary>All that is kept of an entry; what it looks like follows from it and the seed.</summary>
/// <param name="Number">From 0.</param>
/// <param name="MadeAt">When its newest record was written, before any edit.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="Revision">How often it was edited.</param>
/// <param name="IsDirty">Whether a defect is planted in it.</param>
/// <param name="IsWithheld">Whether its parent record is not at the source yet.</param>
internal sealed record EntryState(int Number, DateTime MadeAt, DateTime ChangedAt, int Revision, bool IsDirty, bool IsWithheld);
