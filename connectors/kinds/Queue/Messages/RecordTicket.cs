namespace Exchange.Connectors.Queue.Messages;

/// <summary>What acknowledges one record of a message.</summary>
/// <param name="Message">Its message.</param>
/// <param name="Place">Its place in the message.</param>
internal sealed record RecordTicket(MessageTicket Message, int Place);
