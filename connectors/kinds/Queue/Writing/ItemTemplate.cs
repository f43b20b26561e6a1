using System.Globalization;
using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Queue.Writing;

/// <summary>A text with placeholders for an item: <c>{caseId}</c>, <c>{item.DEPT_CODE}</c>.</summary>
internal sealed class ItemTemplate
{
    /// <summary>The placeholders, for people.</summary>
    public const string Known = "{caseId}, {key}, {version}, {operation}, {platformId}, {item.<field>}";

    private readonly List<(string? Literal, string Name, FieldPath? Path)> _pieces = [];

    /// <summary>The placeholders that mean nothing.</summary>
    public IEnumerable<string> Unknown => _pieces
        .Where(p => p.Literal is null && p.Path is null && p.Name is not ("caseId" or "key" or "version" or "operation" or "platformId"))
        .Select(p => p.Name);

    /// <summary>Whether the item's content is needed.</summary>
    public bool UsesContent => _pieces.Exists(p => p.Path is not null);

    public static ItemTemplate Parse(string text)
    {
        var template = new ItemTemplate();
        var start = 0;
        while (start < text.Length)
        {
            var open = text.IndexOf('{', start);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            if (open > 0 && text[open - 1] == '$')
            {
                template._pieces.Add((text[start..(close + 1)], "", null));
                start = close + 1;
                continue;
            }

            template._pieces.Add((text[start..open], "", null));
            var name = text[(open + 1)..close];
            var path = name.StartsWith("item.", StringComparison.Ordinal) && FieldPath.TryParse(name[5..], out var found) ? found : null;
            template._pieces.Add((null, name, path));
            start = close + 1;
        }

        template._pieces.Add((text[start..], "", null));
        return template;
    }

    /// <summary>The text for an item; a field that is not there is empty.</summary>
    public string Fill(DeliveryItem item, JsonElement content)
    {
        var text = new StringBuilder();
        foreach (var (literal, name, path) in _pieces)
        {
            text.Append(literal ?? path?.FindText(content) ?? name switch
            {
                "caseId" => item.CaseId,
                "key" => item.Key,
                "version" => item.Version.ToString(CultureInfo.InvariantCulture),
                "operation" => item.Operation == RecordOperation.Delete ? "withdraw" : "upsert",
                "platformId" => item.PlatformId ?? item.CaseId,
                _ => "",
            });
        }

        return text.ToString();
    }
}
