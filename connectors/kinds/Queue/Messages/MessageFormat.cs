using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Queue.Messages;

/// <summary>How the messages of a stream are written.</summary>
internal sealed record MessageFormat
{
    /// <summary><c>json</c>, <c>xml</c>, or <c>text-with-xml</c>: an XML document with other text before or after it.</summary>
    public string Format { get; init; } = "json";

    public CharacterSet Charset { get; init; } = CharacterSet.Utf8;

    /// <summary>Where the list of records stands in a message; <c>$</c> where the message is one record.</summary>
    public FieldPath Records { get; init; } = FieldPath.Parse("$");

    /// <summary>Fields added to every record of a message: from its properties, its headers or from elsewhere in it.</summary>
    public IReadOnlyList<MessageField> Fields { get; init; } = [];

    /// <summary>The largest message that is decoded, in bytes. Default 1 MiB.</summary>
    public int Largest { get; init; } = 1024 * 1024;

    public static MessageFormat Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new MessageFormat();
        }

        var format = reader.Choice("format", "json", "xml", "text-with-xml");
        var charset = reader.Text("charset");
        if (charset is not null && CharacterSet.Find(charset) is null)
        {
            reader.Problems.Error(
                reader.Node("charset")!.Location, $"{reader.What}: 'charset' is '{charset}'.", $"Known: {string.Join(", ", CharacterSet.Names)}.");
        }

        return new MessageFormat
        {
            Format = format,
            Charset = charset is null ? CharacterSet.Utf8 : CharacterSet.Find(charset) ?? CharacterSet.Utf8,
            Records = reader.Path("records") ?? FieldPath.Parse("$"),
            Fields = [.. reader.Pairs("add").Select(p => MessageField.Read(p.Key, p.Value, reader)).OfType<MessageField>()],
            Largest = reader.Integer("maximumMessage", 1024 * 1024, 1024, 16 * 1024 * 1024),
        };
    }
}
