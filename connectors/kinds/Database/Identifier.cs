using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database;

/// <summary>Names of tables and columns as an engineer writes them; checked before they come near a statement.</summary>
internal static class Identifier
{
    private const int Longest = 128;

    /// <summary>Whether a name is letters, digits, <c>_</c>, <c>$</c> or <c>#</c>, not beginning with a digit.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '#');

    /// <summary>The name of a column, reported where it is none.</summary>
    public static string Column(string name, string key, ConfigReader reader)
    {
        if (name.Length > 0 && !IsValid(name))
        {
            reader.Problems.Error(
                reader.Node(key)?.Location ?? reader.Map.Location, $"{reader.What}: '{name}' is no name of a column.", "Use letters, digits and underscores.");
        }

        return name;
    }

    /// <summary>The name of a table, with its schema where one is written.</summary>
    public static IReadOnlyList<string> Table(string name, ConfigReader reader, string key = "table")
    {
        var parts = name.Split('.');
        if (parts.Length > 2 || !parts.All(IsValid))
        {
            reader.Problems.Error(reader.Node(key)?.Location ?? reader.Map.Location, $"{reader.What}: '{name}' is no name of a table.", "Write table or schema.table, in letters, digits and underscores.");
        }

        return parts;
    }
}
