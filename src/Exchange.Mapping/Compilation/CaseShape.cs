using Exchange.Abstractions.Configuration;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>The shared schema as the target: the case, one of its parts, or the items of one of its lists.</summary>
internal sealed class CaseShape : TargetShape
{
    private const string RootPrefix = "case.";
    private readonly string _base;
    private readonly bool _items;

    private CaseShape(string basePath, bool items)
    {
        _base = basePath;
        _items = items;
    }

    public static CaseShape ForPart(string part) => new(CaseParts.PathOf(part)!, items: false);

    public override TargetShape Items(Place list) => new CaseShape(list.Path, items: true);

    public override bool IsGroup(Place place, ConfigMap value) => place.Field!.Type == SchemaType.Group;

    public override Place? Resolve(string name, SourceLocation location, ProblemList problems)
    {
        var ofCase = !_items && _base.Length > 0 && name.StartsWith(RootPrefix, StringComparison.Ordinal);
        var path = ofCase ? name[RootPrefix.Length..] : _base.Length == 0 ? name : $"{_base}.{name}";
        var field = SchemaCatalog.CaseV1.Find(path);
        if (field is null)
        {
            var nearest = NearestKey.Find(name, Known());
            problems.Error(
                location,
                $"Unknown field '{name}' of case/v1.",
                nearest is null ? "The fields are listed in mappings/schema/case.v1.schema.json." : $"Did you mean '{nearest}'?");
            return null;
        }

        if (field.Type == SchemaType.Raw)
        {
            problems.Error(location, $"'{name}' is filled by the hub with what the coded fields came from.", "Remove it.");
            return null;
        }

        return Place(field, name, location, problems);
    }

    private Place? Place(SchemaField field, string name, SourceLocation location, ProblemList problems)
    {
        var chain = new List<SchemaField>();
        for (var at = field; at is not null && !(_items && at.Path == _base); at = at.Parent)
        {
            chain.Insert(0, at);
        }

        var rawDepth = 0;
        for (var i = 0; i < chain.Count - 1; i++)
        {
            var single = !_items && chain[i].Path == _base;
            if (chain[i].Type == SchemaType.List && !single)
            {
                problems.Error(location, $"'{name}' belongs to the items of a list.", $"Write '{chain[i].Path}: {{ each: <list of the source>, fields: {{ … }} }}'.");
                return null;
            }

            if (chain[i].Children.Any(c => c.Type == SchemaType.Raw))
            {
                rawDepth = i + 1;
            }
        }

        return new Place
        {
            Path = field.Path,
            Field = field,
            Steps = [.. chain.Select(f => (f.Name, f.Order, !_items && f.Type == SchemaType.List && f.Path == _base))],
            RawDepth = rawDepth,
        };
    }

    private IEnumerable<string> Known()
    {
        foreach (var field in SchemaCatalog.CaseV1.Fields.Where(f => f.Type != SchemaType.Raw))
        {
            if (_base.Length == 0)
            {
                yield return field.Path;
            }
            else if (field.Path.StartsWith(_base + ".", StringComparison.Ordinal))
            {
                yield return field.Path[(_base.Length + 1)..];
            }
            else if (!_items)
            {
                yield return RootPrefix + field.Path;
            }
        }
    }
}
