using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Plans;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>Compiles the fields of a scope: single fields, groups of fields and lists.</summary>
internal sealed class FieldsReader(MappingContext mapping)
{
    private static readonly string[] ListKeys = ["each", "split", "where", "fields"];

    /// <summary>Compiles a map of fields.</summary>
    public void Read(ConfigMap fields, string prefix, TargetShape shape, ScopeBuilder builder, OutputBuilder output)
    {
        foreach (var entry in fields.Entries)
        {
            var name = prefix.Length == 0 ? entry.Key : $"{prefix}.{entry.Key}";
            if (shape.Resolve(name, entry.KeyLocation, mapping.Problems) is not { } place)
            {
                continue;
            }

            if (entry.Value is ConfigMap value && shape.IsGroup(place, value))
            {
                ReadGroup(value, name, shape, builder, output);
                continue;
            }

            var isList = (entry.Value as ConfigMap)?.Find("each") is not null;
            if (!JudgeKind(place, name, entry, isList) || Room(place, name, entry, output) is not { } room)
            {
                continue;
            }

            if (isList)
            {
                ReadList((ConfigMap)entry.Value, place, name, shape, builder, room);
            }
            else if (FieldReader.Read(place, name, entry, builder, mapping) is { } plan)
            {
                room.Node = new LeafNode(room.Name, plan.Index);
                KeepRaw(plan, place, output);
            }
        }
    }

    private void ReadGroup(ConfigMap value, string name, TargetShape shape, ScopeBuilder builder, OutputBuilder output)
    {
        if (value.Find("fields") is null)
        {
            Read(value, name, shape, builder, output);
            return;
        }

        var reader = new ConfigReader(value, $"field '{name}'", mapping.Problems);
        var section = reader.Section("fields");
        reader.Finish();
        if (section is not null)
        {
            Read(section.Map, name, shape, builder, output);
        }
    }

    private void ReadList(ConfigMap value, Place place, string name, TargetShape shape, ScopeBuilder builder, OutputBuilder room)
    {
        var reader = new ConfigReader(value, $"field '{name}'", mapping.Problems);
        reader.Allow(ListKeys);
        reader.Finish();
        var scope = new FieldScope { Mapping = mapping, Builder = builder, What = $"field '{name}'", Target = null };
        var each = reader.Node("each")!;
        var source = scope.Text(each, "each") is { } path ? scope.Resolve(path, each.Location, isList: true) : null;
        var split = Split(reader, scope);
        if (reader.Section("fields") is not { Map.Entries.Count: > 0 } fields)
        {
            if (!reader.Has("fields"))
            {
                scope.Error(value.Location, "'each' needs the fields of an item.", "Add 'fields: { name: path }'.");
            }

            return;
        }

        if (source is null && mapping.Outbound)
        {
            // What its items hold is not known.
            return;
        }

        var items = new ScopeBuilder(mapping, scope.Source?.Path ?? "");
        var itemScope = new FieldScope { Mapping = mapping, Builder = items, What = $"field '{name}'", Target = null };
        var filters = new List<ListFilter>();
        foreach (var (field, text) in reader.Pairs("where"))
        {
            if (itemScope.Resolve(field, reader.Node("where")!.Location) is { } slot)
            {
                filters.Add(new ListFilter(slot, text));
            }
        }

        var inner = new OutputBuilder("", 0);
        Read(fields.Map, "", shape.Items(place), items, inner);
        var plan = items.Complete(inner.Build());
        if (source is { } at)
        {
            room.Node = new ListNode(room.Name, place.Path, at, split, plan, [.. filters]);
        }
    }

    private static string? Split(ConfigReader reader, FieldScope scope)
    {
        if (!reader.Has("split"))
        {
            return null;
        }

        if (reader.Node("split") is ConfigScalar { Value: { Length: > 0 } by })
        {
            return by;
        }

        scope.Error(reader.Node("split")!.Location, "'split' beside 'each' is what stands between the pieces.", "Write split: \",\"; in the fields, '.' is the piece.");
        return null;
    }

    private bool JudgeKind(Place place, string name, ConfigEntry entry, bool isList)
    {
        var listed = place.Field?.Type == SchemaType.List;
        if (place.Field is null || listed == isList)
        {
            if (place.Field?.Type == SchemaType.Group)
            {
                mapping.Problems.Error(entry.KeyLocation, $"field '{name}' is a group.", $"Map its fields, such as '{name}.{place.Field.Children[0].Name}: …'.");
                return false;
            }

            return true;
        }

        mapping.Problems.Error(
            entry.KeyLocation,
            listed ? $"field '{name}' is a list." : $"field '{name}' is not a list.",
            listed ? $"Write '{name}: {{ each: <list of the source>, fields: {{ … }} }}'." : "Use 'from' instead of 'each'.");
        return false;
    }

    private OutputBuilder? Room(Place place, string name, ConfigEntry entry, OutputBuilder output)
    {
        OutputBuilder? at = output;
        foreach (var (step, order, asList) in place.Steps.SkipLast(1))
        {
            at = at?.Group(step, order, asList);
        }

        var (last, lastOrder, _) = place.Steps[^1];
        var room = at?.Leaf(last, lastOrder);
        if (room is null)
        {
            mapping.Problems.Error(entry.KeyLocation, $"field '{name}' is mapped twice.", "Remove one of the two.");
        }

        return room;
    }

    private static void KeepRaw(FieldPlan plan, Place place, OutputBuilder output)
    {
        if (place.Field is null || !(plan.KeepsRaw || plan.Warns))
        {
            return;
        }

        var holder = output;
        foreach (var (step, order, asList) in place.Steps.Take(place.RawDepth))
        {
            holder = holder.Group(step, order, asList)!;
        }

        holder.KeepRaw(string.Join('.', place.Steps.Skip(place.RawDepth).Select(s => s.Name)), plan.Index);
    }
}
