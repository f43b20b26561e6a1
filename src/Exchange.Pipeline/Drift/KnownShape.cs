using System.Text.Json;

namespace Exchange.Pipeline.Drift;

/// <summary>
/// What the records of a stream look like: for each object its fields, the types they hold and whether they are always there.
/// It is learned from the first records that were used, and then only asked.
/// </summary>
internal sealed class KnownShape
{
    /// <summary>How many records have to be seen before anything is called new or missing.</summary>
    public const int Enough = 100;

    /// <summary>Past this the source uses values as names, and nothing more is told apart.</summary>
    public const int MostFields = 2_000;

    private readonly Dictionary<string, KnownObject> _objects;

    private KnownShape(Dictionary<string, KnownObject> objects)
    {
        _objects = objects;
        FieldCount = objects.Values.Sum(o => o.Fields.Count);
    }

    public int FieldCount { get; private set; }

    /// <summary>Whether the shape is still being learned.</summary>
    public bool Learning => (_objects.GetValueOrDefault("")?.Count ?? 0) < Enough;

    /// <summary>The shape as it was stored, with what was accepted since.</summary>
    public static KnownShape Read(string? stored, IReadOnlyList<DriftNote> accepted)
    {
        var objects = stored is null ? [] : JsonSerializer.Deserialize<Dictionary<string, KnownObject>>(stored) ?? [];
        var shape = new KnownShape(new Dictionary<string, KnownObject>(objects, StringComparer.Ordinal));
        foreach (var note in accepted.Where(n => n.Kind != DriftKind.UnknownCode))
        {
            var dot = note.Field.LastIndexOf('.');
            var field = shape.Field(dot < 0 ? "" : note.Field[..dot], note.Field[(dot + 1)..]);
            field.Kinds |= note.Detail;
            field.Optional |= note.Kind != DriftKind.ChangedType;
        }

        return shape;
    }

    public string Write() => JsonSerializer.Serialize(_objects);

    public KnownObject? Find(string path) => _objects.GetValueOrDefault(path);

    public KnownObject Object(string path)
    {
        if (!_objects.TryGetValue(path, out var known))
        {
            _objects[path] = known = new KnownObject();
        }

        return known;
    }

    public KnownField Field(string path, string name)
    {
        var known = Object(path);
        if (!known.Fields.TryGetValue(name, out var field))
        {
            known.Fields[name] = field = new KnownField();
            FieldCount++;
        }

        return field;
    }
}
