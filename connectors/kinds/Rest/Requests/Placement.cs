using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>Where a token or a signature is put on a request: <c>as: { header: X-Token }</c>, <c>query</c> or <c>body</c> (a path into a JSON body, or a form field).</summary>
/// <param name="Kind"><c>header</c>, <c>query</c> or <c>body</c>.</param>
/// <param name="Name">The header, parameter or field.</param>
/// <param name="Prefix">What stands before the value.</param>
internal sealed record Placement(string Kind, string Name, string Prefix)
{
    /// <summary>What OAuth 2 does.</summary>
    public static Placement Bearer { get; } = new("header", "Authorization", "Bearer ");

    public static Placement? Read(ConfigReader owner)
    {
        if (owner.Section("as") is not { } reader)
        {
            return null;
        }

        string[] kinds = ["header", "query", "body"];
        var given = kinds.Where(reader.Has).ToList();
        var prefix = reader.Text("prefix");
        reader.Finish();
        if (given.Count != 1)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: {(given.Count == 0 ? "nothing says" : "several keys say")} where it is put.", "Write one of header, query, body: { header: X-Token }.");
            return null;
        }

        var name = reader.RequiredText(given[0]);
        if (given[0] == "header")
        {
            HeaderName.Check(reader, given[0], name);
        }

        return new Placement(given[0], name, prefix ?? (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? "Bearer " : ""));
    }
}
