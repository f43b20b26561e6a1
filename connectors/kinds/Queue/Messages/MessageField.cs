using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Queue.Messages;

/// <summary>A field added to every record of a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Property">The property of the message it comes from, or <c>header.name</c>; <see langword="null"/> where it comes from the content.</param>
/// <param name="Path">Where it stands in the content.</param>
internal sealed record MessageField(string Name, string? Property, FieldPath? Path)
{
    private static readonly string[] Properties = ["messageId", "correlationId", "type", "routingKey", "exchange", "topic", "partition", "offset", "key", "timestamp"];

    /// <summary>Reads one: <c>messageId</c>, <c>header.x-kind</c> or <c>$.HEAD.SENDER</c>.</summary>
    public static MessageField? Read(string name, string from, ConfigReader reader)
    {
        if (from.StartsWith('$') && FieldPath.TryParse(from, out var path))
        {
            return new MessageField(name, null, path);
        }

        if (Properties.Contains(from) || (from.StartsWith("header.", StringComparison.Ordinal) && from.Length > 7))
        {
            return new MessageField(name, from, null);
        }

        var nearest = NearestKey.Find(from, Properties);
        reader.Problems.Error(
            reader.Node("add")!.Location,
            $"{reader.What}: add: '{name}' comes from '{from}', which is nothing of a message.",
            (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", Properties)}, header.<name>, or a path into the message: $.HEAD.SENDER.");
        return null;
    }
}
