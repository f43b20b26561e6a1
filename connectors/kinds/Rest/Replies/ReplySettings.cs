using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>How replies are written: <c>reply: { format, charset, inside: { path, format } }</c>.</summary>
internal sealed record ReplySettings
{
    /// <summary><c>json</c> or <c>xml</c>.</summary>
    public string Format { get; init; } = "json";

    /// <summary>The declared character set, which wins over what a reply says of itself; <see langword="null"/> for what it says.</summary>
    public CharacterSet? Characters { get; init; }

    /// <summary>Texts of the reply that hold JSON or XML, from the outside in.</summary>
    public IReadOnlyList<InsideText> Inside { get; init; } = [];

    public static ReplySettings? Read(ConfigReader owner)
    {
        if (owner.Section("reply") is not { } reader)
        {
            return null;
        }

        var settings = new ReplySettings
        {
            Format = reader.Choice("format", "json", "xml"),
            Characters = RequestSettings.ReadCharacters(reader),
            Inside = [.. Sections(reader).Select(InsideText.Read)],
        };
        reader.Finish();
        return settings;
    }

    private static IReadOnlyList<ConfigReader> Sections(ConfigReader reader) =>
        reader.Node("inside") is ConfigList ? reader.Sections("inside") : reader.Section("inside") is { } one ? [one] : [];
}
