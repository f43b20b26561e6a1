using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>Where the result stands in a reply's body, and what is inside it.</summary>
internal sealed record ResultSettings
{
    /// <summary>The return element, from the body on; <see langword="null"/> for the first element of the answer.</summary>
    public FieldPath? Path { get; init; }

    /// <summary><c>none</c> where the return element has the records as members; <c>xml</c> or <c>json</c> where it is a string that holds such a document.</summary>
    public string Inside { get; init; } = "none";

    public static ResultSettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new ResultSettings();
        }

        var settings = new ResultSettings { Path = reader.Path("path"), Inside = reader.Choice("inside", "none", "xml", "json") };
        reader.Finish();
        return settings;
    }
}
