namespace Exchange.Connectors.Files.Writing;

/// <summary>What a receiver says of one item.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">Its words.</param>
internal sealed record Receipt(string Code, string? Message);
