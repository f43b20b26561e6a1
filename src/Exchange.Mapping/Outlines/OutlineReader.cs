using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Outlines;

/// <summary>Walks the fields of a mapping. It judges nothing: that is the compiler's work.</summary>
internal sealed class OutlineReader(MappingOutline outline)
{
    private const string OfCase = "case.";

    /// <summary>Reads a map of fields.</summary>
    /// <param name="map">The map.</param>
    /// <param name="prefix">Where its names lie in a case.</param>
    /// <param name="scope">The list of the source whose items are read.</param>
    /// <param name="atRoot">Whether the names are those of the mapping's root, where <c>case.</c> leads out of a part.</param>
    public void Fields(ConfigMap map, string prefix, string scope, bool atRoot)
    {
        foreach (var entry in map.Entries)
        {
            var path = atRoot && entry.Key.StartsWith(OfCase, StringComparison.Ordinal) ? entry.Key[OfCase.Length..] : Join(prefix, entry.Key);
            if (entry.Value is not ConfigMap value)
            {
                Value(entry.Value, scope, Add(path, scope, entry));
            }
            else if (value.Find("each")?.Value is { } each)
            {
                var list = each is ConfigScalar { Value: { } text } ? AddRead(text, scope) : scope;
                Where(value, list);
                if (value.Find("fields")?.Value is ConfigMap items)
                {
                    Fields(items, path, list, atRoot: false);
                }
            }
            else if (IsGroup(path, value))
            {
                Fields(value.Find("fields")?.Value as ConfigMap ?? value, path, scope, atRoot: false);
            }
            else
            {
                Value(value, scope, Add(path, scope, entry));
            }
        }
    }

    /// <summary>Notes that a path is read.</summary>
    /// <returns>The path from the record's root, without positions.</returns>
    public string AddRead(string text, string scope)
    {
        var path = text == "." ? scope
            : text.StartsWith("$.", StringComparison.Ordinal) ? Plain(text[2..])
            : Join(scope, Plain(text));
        outline.Reads.Add(path);
        return path;
    }

    private bool IsGroup(string path, ConfigMap value) => outline.Outbound
        ? value.Find("fields") is not null
        : SchemaCatalog.CaseV1.Find(path)?.Type == SchemaType.Group;

    private FieldOutline Add(string path, string scope, ConfigEntry entry)
    {
        var field = new FieldOutline(path, scope, entry.KeyLocation.Line);
        outline.Fields.Add(field);
        return field;
    }

    private void Value(ConfigNode? node, string scope, FieldOutline field)
    {
        switch (node)
        {
            case ConfigScalar { Value: { } path }:
                field.Sources.Add(AddRead(path, scope));
                break;
            case ConfigMap map:
                foreach (var entry in map.Entries)
                {
                    Operator(entry, map, scope, field);
                }

                break;
        }
    }

    private void Operator(ConfigEntry entry, ConfigMap map, string scope, FieldOutline field)
    {
        switch (entry.Key)
        {
            case "from" or "otherwise":
                Value(entry.Value, scope, field);
                break;
            case "first" or "concat" when entry.Value is ConfigList list:
                foreach (var candidate in list.Items)
                {
                    Value(candidate, scope, field);
                }

                break;
            case "when" when entry.Value is ConfigList branches:
                Choice(branches, map, scope, field);
                break;
            case "lookup" when entry.Value is ConfigMap lookup:
                Lookup(lookup, scope, field);
                break;
            case "use" when entry.Value is ConfigMap arguments:
                foreach (var argument in arguments.Entries.Where(a => a.Key != "name"))
                {
                    Value(argument.Value, scope, field);
                }

                break;
            case "code" when entry.Value is ConfigScalar { Value: { } table }:
                field.Tables.Add(table);
                break;
            case "check" when entry.Value is ConfigScalar { Value: { } check }:
                field.Check = check;
                break;
            case "required":
                field.Required |= entry.Value is ConfigScalar { Value: "true" };
                break;
        }
    }

    private void Choice(ConfigList branches, ConfigMap map, string scope, FieldOutline field)
    {
        var choice = new List<WhenBranch>();
        foreach (var branch in branches.Items.OfType<ConfigMap>())
        {
            var condition = branch.Find("if")?.Value as ConfigMap;
            foreach (var path in condition?.Entries ?? [])
            {
                AddRead(path.Key, scope);
            }

            choice.Add(new WhenBranch($"if {string.Join(", ", condition?.Entries.Select(e => $"{e.Key}: {Shown(e.Value)}") ?? [])}", condition, branch.Location.Line));
            Value(branch.Find("then")?.Value, scope, field);
        }

        if (map.Find("otherwise") is { } otherwise)
        {
            choice.Add(new WhenBranch("otherwise", null, otherwise.KeyLocation.Line));
        }

        field.Choices.Add(choice);
    }

    private void Lookup(ConfigMap lookup, string scope, FieldOutline field)
    {
        if (lookup.Find("in")?.Value is not ConfigScalar { Value: { } text })
        {
            return;
        }

        var list = AddRead(text, scope);
        if (lookup.Find("where")?.Value is ConfigMap where)
        {
            foreach (var entry in where.Entries)
            {
                AddRead(entry.Key, list);
                if (entry.Value is ConfigScalar { Value: { } path })
                {
                    AddRead(path, scope);
                }
            }
        }

        if (lookup.Find("take")?.Value is ConfigScalar { Value: { } take })
        {
            field.Sources.Add(AddRead(take, list));
        }
    }

    private void Where(ConfigMap value, string list)
    {
        if (value.Find("where")?.Value is ConfigMap where)
        {
            foreach (var entry in where.Entries)
            {
                AddRead(entry.Key, list);
            }
        }
    }

    private static string Shown(ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.Value ?? "null",
        ConfigList list => $"[{string.Join(", ", list.Items.Select(Shown))}]",
        ConfigMap map => string.Join(", ", map.Entries.Select(e => $"{e.Key} {Shown(e.Value)}")),
        _ => "",
    };

    private static string Plain(string path)
    {
        var plain = new StringBuilder(path.Length);
        var inside = false;
        foreach (var c in path)
        {
            inside = c == '[' || (inside && c != ']');
            if (!inside && c != ']')
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
