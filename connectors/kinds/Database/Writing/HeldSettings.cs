using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Writing;

/// <summary>How what the target holds is listed (<c>listKeys</c>).</summary>
internal sealed record HeldSettings
{
    public required IReadOnlyList<string> Table { get; init; }

    /// <summary>The column with the hub's id of the case.</summary>
    public required string Key { get; init; }

    public string? Version { get; init; }

    public string? Digest { get; init; }

    /// <summary>How many rows a query lists.</summary>
    public int Limit { get; init; } = 1000;

    public static HeldSettings? Read(ConfigReader? reader, SinkTable root)
    {
        if (reader is null)
        {
            return null;
        }

        var table = reader.Text("table");
        var key = reader.Text("key") ?? root.ColumnOf("caseId");
        if (key is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'key' is missing.", "Name the column that holds the hub's id of the case, or fill one with set: { column: \"{caseId}\" }.");
        }

        var settings = new HeldSettings
        {
            Table = table is null ? root.Table : Identifier.Table(table, reader),
            Key = Identifier.Column(key ?? "", "key", reader),
            Version = reader.Text("version") ?? root.ColumnOf("version"),
            Digest = reader.Text("digest") ?? root.ColumnOf("digest"),
            Limit = reader.Integer("limit", 1000, 1, 10_000),
        };
        foreach (var column in new[] { settings.Version, settings.Digest }.OfType<string>())
        {
            Identifier.Column(column, "version", reader);
        }

        reader.Finish();
        return settings;
    }
}
