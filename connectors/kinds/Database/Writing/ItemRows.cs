using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Writing;

/// <summary>Turns an item into the rows of its tables, and finds what a table cannot hold before it is sent.</summary>
/// <param name="sink">The sink.</param>
/// <param name="columns">The columns of each table, in the order of the sink's tables.</param>
/// <param name="checker">Checks values against columns.</param>
internal sealed class ItemRows(DatabaseSink sink, IReadOnlyList<IReadOnlyDictionary<string, ColumnType>> columns, ValueCheck checker)
{
    private static readonly Dictionary<string, string?> NotRepeated = [];

    /// <summary>The rows of an item, table by table.</summary>
    /// <exception cref="UnusableItem">A table cannot hold it.</exception>
    public IReadOnlyList<SinkRow> Make(DeliveryItem item)
    {
        using var document = JsonDocument.Parse(item.Json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new UnusableItem("the item is no JSON object; check the outbound mapping");
        }

        var rows = new List<SinkRow>();
        for (var i = 0; i < sink.Tables.Count; i++)
        {
            var table = sink.Tables[i];
            if (table.From is null)
            {
                rows.Add(Row(table, columns[i], document.RootElement, document.RootElement, item, 0));
                continue;
            }

            if (!table.From.TryFind(document.RootElement, out var list) || list.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (list.ValueKind != JsonValueKind.Array)
            {
                throw new UnusableItem($"field '{table.From.Text}' is no list");
            }

            var index = 0;
            foreach (var part in list.EnumerateArray())
            {
                rows.Add(part.ValueKind == JsonValueKind.Object
                    ? Row(table, columns[i], part, document.RootElement, item, ++index)
                    : throw new UnusableItem($"field '{table.From.Text}' has a part that is no object"));
            }
        }

        return rows;
    }

    private SinkRow Row(SinkTable table, IReadOnlyDictionary<string, ColumnType> types, JsonElement part, JsonElement item, DeliveryItem delivery, int index)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var prefix = table.From is null ? "" : table.From.Text + ".";
        var renamed = table.Columns.Values.Select(p => p.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var property in part.EnumerateObject())
        {
            if (renamed.Contains(property.Name) || table.Ignore.Contains(property.Name) || (index == 0 && IsList(property)))
            {
                continue;
            }

            var column = Column(property.Name, types);
            if (column is null)
            {
                var nearest = NearestKey.Find(property.Name, types.Keys);
                throw new UnusableItem(
                    $"table {table.Name} has no column for field '{prefix}{property.Name}'"
                    + (nearest is null ? "" : $" (did you mean '{nearest}'?)") + "; name the field like a column, or list it under 'ignore'");
            }

            values[column] = Text(property.Value);
            fields[column] = prefix + property.Name;
        }

        Take(table.Columns, part, prefix);
        Take(table.Parent, item, "");
        foreach (var set in table.Set.Where(s => s.Name is not ("now" or "operation")))
        {
            values[set.Column] = Known(set, delivery, index);
            fields[set.Column] = $"set: {set.Column}";
        }

        foreach (var key in table.Key.Where(k => values.GetValueOrDefault(k) is null && table.Set.All(s => s.Column != k)))
        {
            throw new UnusableItem($"column '{key}' identifies a row of table {table.Name} and the item has no value for it");
        }

        foreach (var (column, value) in values)
        {
            checker.Check(value, types[column], fields[column], $"{table.Name}.{column}");
        }

        return new SinkRow(table, values)
        {
            Index = index,
            Repeated = index > 0 ? NotRepeated : sink.Tables.SelectMany(t => t.Parent.Values).DistinctBy(p => p.Text).ToDictionary(p => p.Text, p => p.TryFind(item, out var found) ? Text(found) : null),
        };

        void Take(IReadOnlyDictionary<string, FieldPath> paths, JsonElement from, string place)
        {
            foreach (var (column, path) in paths)
            {
                values[column] = path.TryFind(from, out var found) ? Text(found) : null;
                fields[column] = place + path.Text;
            }
        }
    }

    private static string? Known(SetValue set, DeliveryItem item, int index) => set.Name switch
    {
        "key" => item.Key,
        "caseId" => item.CaseId,
        "version" => item.Version.ToString(CultureInfo.InvariantCulture),
        "index" => index.ToString(CultureInfo.InvariantCulture),
        "digest" => Convert.ToHexStringLower(SHA256.HashData(item.Json.Span)),
        _ => set.Constant,
    };

    private bool IsList(JsonProperty property) =>
        sink.Tables.Any(t => t.From is { } from && (from.Text == property.Name || from.Text == "$." + property.Name || from.Text.StartsWith(property.Name + ".", StringComparison.Ordinal)));

    private static string? Column(string field, IReadOnlyDictionary<string, ColumnType> types)
    {
        if (types.ContainsKey(field))
        {
            return field;
        }

        // Mappings are written in one case, databases in another; two columns that differ in nothing else are told apart exactly.
        var same = types.Keys.Where(k => k.Equals(field, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return same.Count == 1 ? same[0] : null;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => value.GetRawText(),
    };
}
