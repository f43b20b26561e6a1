using Exchange.Connectors.Rest.Pagination;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>A page of a window, with the pager that walks it.</summary>
/// <param name="Window">The window; <see langword="null"/> where the stream has no cursor.</param>
/// <param name="Pager">Its pager.</param>
/// <param name="Page">The page; <see langword="null"/> for the first.</param>
internal sealed record ReadPage(ReadWindow? Window, Pager Pager, string? Page);
