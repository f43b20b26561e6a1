namespace Exchange.Connectors.Queue.Messages;

/// <summary>A message as it came from a broker.</summary>
internal sealed record IncomingMessage
{
    /// <summary>The body; <see langword="null"/> where it is larger than the stream takes.</summary>
    public required byte[]? Body { get; init; }

    /// <summary>How long the body is or was.</summary>
    public required long Length { get; init; }

    /// <summary>The properties by name, headers as <c>header.name</c>.</summary>
    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>How often the broker has given it before, where it tells.</summary>
    public long Deliveries { get; init; }

    /// <summary>Acknowledges the message at its broker; <see langword="null"/> where nothing is acknowledged.</summary>
    public MessageTicket? Ticket { get; init; }
}
