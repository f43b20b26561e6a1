using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Mapping;
using Exchange.Pipeline.Records;

namespace Exchange.Pipeline.Drift;

/// <summary>
/// Compares records with the known shape of their stream while they are written in canonical form. What was judged once for an
/// order of fields is remembered there: a record like those before costs one comparison of bits a field. Not for use from several
/// threads.
/// </summary>
internal sealed class DriftWatch
{
    private const int MostNotes = 50;
    private const int LongestExample = 2;

    private readonly KnownShape _shape;
    private readonly DriftContract _contract;
    private readonly CompiledMapping _mapping;
    private readonly IPrivacyGuard _privacy;
    private readonly bool _mayLearn;
    private List<DriftNote>? _notes;
    private bool _learning;
    private bool _changed;
    private bool _off;

    public DriftWatch(KnownShape shape, DriftContract contract, CompiledMapping mapping, IPrivacyGuard privacy, bool mayLearn)
    {
        _shape = shape;
        _contract = contract;
        _mapping = mapping;
        _privacy = privacy;
        _mayLearn = mayLearn;
        _learning = shape.Learning;
    }

    /// <summary>What is done about a code in no table.</summary>
    public DriftAction UnknownCode => _contract[DriftKind.UnknownCode];

    /// <summary>The departure that ends the run.</summary>
    public DriftNote? Stopped { get; private set; }

    /// <summary>Begins with a record.</summary>
    /// <param name="good">Whether it was mapped: only such records say how a stream looks.</param>
    public void Begin(bool good)
    {
        _notes = null;
        _off = _learning && !(good && _mayLearn);
    }

    /// <summary>What was found in the record; <see langword="null"/> for nothing.</summary>
    public IReadOnlyList<DriftNote>? Take()
    {
        var notes = _notes;
        _notes = null;
        return notes;
    }

    /// <summary>The shape to store, where it changed since the last call.</summary>
    public string? TakeShape()
    {
        if (!_changed)
        {
            return null;
        }

        // A batch is learned from as a whole, so that a small first page decides nothing.
        _changed = false;
        _learning = _shape.Learning;
        return _shape.Write();
    }

    /// <summary>Adds the codes that a mapping found in no table.</summary>
    public void AddCodes(IReadOnlyList<FieldError> errors, DriftAction action)
    {
        foreach (var error in errors)
        {
            if (error.Reason == FieldReasons.UnmappedCode)
            {
                Add(new DriftNote(DriftKind.UnknownCode, error.Field, Guarded(error.Value ?? ""), 0, Guarded(error.Value ?? ""), action));
            }
        }
    }

    /// <summary>Judges an object.</summary>
    public void Judge(RecordShape order, ReadOnlySpan<JsonProperty> properties)
    {
        if (_off)
        {
            return;
        }

        if (_learning)
        {
            Learn(order, properties);
            return;
        }

        var judged = order.Judged;
        var at = 0;
        foreach (var (index, _) in order.Order)
        {
            var kind = (byte)(1 << (int)properties[index].Value.ValueKind);
            if ((judged[at] & kind) == 0 && JudgeField(order.Path, order.Order[at].Name, properties[index].Value))
            {
                judged[at] |= kind;
            }

            at++;
        }

        foreach (var missing in order.Missing ??= Missing(order))
        {
            Add(new DriftNote(DriftKind.MissingField, Join(order.Path, missing), "", 0, "", ActionFor(DriftKind.MissingField, Join(order.Path, missing))));
        }
    }

    private void Learn(RecordShape order, ReadOnlySpan<JsonProperty> properties)
    {
        if (_shape.FieldCount > KnownShape.MostFields)
        {
            return;
        }

        _shape.Object(order.Path).Count++;
        foreach (var (index, name) in order.Order)
        {
            var field = _shape.Field(order.Path, name);
            field.Count++;
            field.Kinds |= Bit(properties[index].Value.ValueKind);
        }

        _changed = true;
    }

    /// <summary>Whether the field is as known; then it need not be asked about again.</summary>
    private bool JudgeField(string path, string name, JsonElement value)
    {
        if (_shape.Find(path)?.Fields.GetValueOrDefault(name) is { } known)
        {
            var kind = Bit(value.ValueKind);
            if (kind == 0 || known.Kinds == 0 || (known.Kinds & kind) != 0)
            {
                // A field that was empty so far says now what it holds.
                if (known.Kinds == 0 && kind != 0)
                {
                    known.Kinds = kind;
                    _changed |= _mayLearn;
                }

                return true;
            }

            var whole = Join(path, name);
            Add(new DriftNote(DriftKind.ChangedType, whole, "", kind, $"{Words(known.Kinds)} → {Words(kind)}", ActionFor(DriftKind.ChangedType, whole)));
            return false;
        }

        // What the mapping reads was expected; objects of a path never seen before are told of by the field that holds them.
        var field = Join(path, name);
        if (_mapping.Reads(field) || _shape.FieldCount > KnownShape.MostFields || (path.Length > 0 && _shape.Find(path) is null))
        {
            return true;
        }

        Add(new DriftNote(DriftKind.NewField, field, "", Bit(value.ValueKind), Example(value), ActionFor(DriftKind.NewField, field)));
        return false;
    }

    private string[] Missing(RecordShape order)
    {
        if (_shape.Find(order.Path) is not { Count: >= KnownShape.Enough } known)
        {
            return [];
        }

        var here = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, name) in order.Order)
        {
            here.Add(name);
        }

        return [.. known.Fields.Where(f => f.Value is { Optional: false } && f.Value.Count >= known.Count && !here.Contains(f.Key)).Select(f => f.Key)];
    }

    // Status and item are never a mere warning.
    private DriftAction ActionFor(DriftKind kind, string field)
    {
        var action = _contract[kind];
        return action == DriftAction.Warn && kind == DriftKind.ChangedType && _mapping.EssentialSources.Contains(field) ? DriftAction.Quarantine : action;
    }

    private void Add(DriftNote note)
    {
        if ((_notes ??= []).Count < MostNotes)
        {
            _notes.Add(note with { Field = Guarded(note.Field) });
            Stopped ??= note.Action == DriftAction.Stop ? _notes[^1] : null;
        }
    }

    private string Guarded(string text)
    {
        var guarded = _privacy.Guard(text).Replace("\0", "", StringComparison.Ordinal);
        return guarded.Length <= 200 ? guarded : guarded[..200];
    }

    // What an unknown field holds is not known: of more than a code nothing but the first character is told.
    private string Example(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Object => "{…}",
                JsonValueKind.Array => "[…]",
                JsonValueKind.String => value.GetString()!,
                _ => value.GetRawText(),
            };
            return value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False
                ? text
                : text.Length == 0 ? "" : text.Length <= LongestExample && _privacy.IsHarmless(text) ? text : char.IsAscii(text[0]) && !char.IsControl(text[0]) ? $"{text[..1]}***" : "***";
        }
        catch (InvalidOperationException)
        {
            return "***";
        }
    }

    private static int Bit(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => 0,
        JsonValueKind.False => 1 << (int)JsonValueKind.True,
        _ => 1 << (int)kind,
    };

    private static string Words(int kinds) => string.Join(
        " or ", new[] { (JsonValueKind.Object, "object"), (JsonValueKind.Array, "list"), (JsonValueKind.String, "text"), (JsonValueKind.Number, "number"), (JsonValueKind.True, "flag") }
            .Where(k => (kinds & Bit(k.Item1)) != 0).Select(k => k.Item2));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
