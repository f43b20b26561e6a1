using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Database.Reading;

/// <summary>How a column with a document or with bytes of another character set is read.</summary>
internal sealed record ColumnReading
{
    /// <summary>Whether the column holds XML.</summary>
    public bool Xml { get; init; }

    /// <summary>Whether the column holds JSON.</summary>
    public bool Json { get; init; }

    /// <summary>The character set of its bytes; <see langword="null"/> where the database knows.</summary>
    public CharacterSet? CharacterSet { get; init; }

    /// <summary>Reads <c>columns</c>: name → how.</summary>
    public static IReadOnlyDictionary<string, ColumnReading> Read(ConfigReader reader)
    {
        var columns = new Dictionary<string, ColumnReading>(StringComparer.Ordinal);
        if (reader.Section("columns") is not { } section)
        {
            return columns;
        }

        foreach (var entry in section.Map.Entries)
        {
            Identifier.Column(entry.Key, entry.Key, section);
            if (section.Section(entry.Key) is not { } column)
            {
                continue;
            }

            var reading = new ColumnReading { Xml = column.Flag("xml", false), Json = column.Flag("json", false), CharacterSet = DatabaseSettings.Charset(column) };
            if (reading is { Xml: true, Json: true })
            {
                column.Problems.Error(column.Map.Location, $"{column.What}: a column holds XML or JSON, not both.", "Leave one out.");
            }

            column.Finish();
            columns[entry.Key] = reading;
        }

        return columns;
    }
}
