namespace Exchange.Connectors.Rest.Pagination;

/// <summary>What to do after a page.</summary>
/// <param name="Next">The page to ask for now; <see langword="null"/> at the end.</param>
/// <param name="Drop">Whether the page just read is to be forgotten: it was there before, or it is asked for again in another size.</param>
internal sealed record PageStep(string? Next, bool Drop = false);
