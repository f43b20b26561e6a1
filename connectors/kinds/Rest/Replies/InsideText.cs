using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>A text inside a reply that holds a document of its own.</summary>
/// <param name="Path">Where the text stands.</param>
/// <param name="Format"><c>json</c>, <c>xml</c> or <c>text</c>.</param>
/// <param name="Sealed">Whether it is encrypted, as <c>seal</c> says.</param>
internal sealed record InsideText(FieldPath Path, string Format, bool Sealed = false)
{
    public static InsideText Read(ConfigReader reader)
    {
        reader.RequiredText("path");
        var inside = new InsideText(reader.Path("path", "$"), reader.Choice("format", "json", "xml"));
        reader.Finish();
        return inside;
    }

    /// <summary>The names of the path.</summary>
    public IReadOnlyList<string> Names => Path.Text == "$" ? [] : (Path.Text.StartsWith("$.", StringComparison.Ordinal) ? Path.Text[2..] : Path.Text).Split('.');
}
