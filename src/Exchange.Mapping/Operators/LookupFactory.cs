using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>lookup: { in: $.list, where: { listField: path }, take: listField }</c></summary>
internal sealed class LookupFactory : IFieldOperatorFactory
{
    public string Key => "lookup";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "A field of the first item of a list of the same record whose fields equal values of the place the mapping stands at. No such item is empty.",
        "name: { lookup: { in: $.catalogue, where: { code: materialCode }, take: title } }",
        ("in", "the path of the list; a single object counts as a list of one"),
        ("where", "fields of an item, each with the path of the value it must equal, or { const: value }"),
        ("take", "the path of the value in the item"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigMap map)
        {
            scope.Error(node.Location, "'lookup' needs 'in', 'where' and 'take'.", "Write lookup: { in: $.list, where: { code: path }, take: name }.");
            return null;
        }

        var reader = new ConfigReader(map, $"{scope.What}: lookup", scope.Problems);
        var path = reader.RequiredText("in");
        var take = reader.RequiredText("take");
        var where = reader.Section("where");
        reader.Finish();
        if (where is not { Map.Entries.Count: > 0 })
        {
            scope.Error(map.Location, "'lookup' does not say which item.", "Add where: { fieldOfTheItem: path }.");
            return null;
        }

        var (inner, source) = path.Length == 0 ? default : scope.ItemsOf(path, reader.Node("in")!.Location);
        if (inner is null || source is not { } list || take.Length == 0)
        {
            return null;
        }

        var keys = new List<LookupKey>();
        foreach (var entry in where.Map.Entries)
        {
            if (inner.Resolve(entry.Key, entry.KeyLocation) is { } slot && scope.Part(entry.Value, "where") is { } value)
            {
                keys.Add(new LookupKey(slot, value));
            }
        }

        var taken = inner.Resolve(take, reader.Node("take")!.Location);
        scope.Personal |= inner.Personal;
        var plan = inner.Builder.Complete([]);
        return taken is { } at ? new LookupOperator(list, plan, [.. keys], new FromOperator(at, scope.Mapping.Nulls)) : null;
    }
}
