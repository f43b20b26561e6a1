using System.Text.Json;

namespace Exchange.Mapping.Difference;

/// <summary>Maps records with two mappings and gathers what differs; no record is kept.</summary>
/// <param name="before">The old mapping.</param>
/// <param name="after">The new mapping.</param>
/// <param name="mask">Makes a value fit to be shown, given its canonical path.</param>
public sealed class MappingDifference(CompiledMapping before, CompiledMapping after, Func<string, string, string> mask)
{
    private const int MostValues = 5;
    private const int MostKept = 1_000;

    private readonly SortedDictionary<string, FieldTally> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, string?), int> _newErrors = [];
    private readonly Dictionary<(string, string, string?), int> _mendedErrors = [];
    private int _compared;
    private int _same;
    private int _changed;
    private int _newlyQuarantined;
    private int _mended;

    /// <summary>What was found so far.</summary>
    public DifferenceReport Report => new()
    {
        Compared = _compared,
        Same = _same,
        Changed = _changed,
        NewlyQuarantined = _newlyQuarantined,
        Mended = _mended,
        Fields = [.. _fields.OrderByDescending(f => f.Value.Records).Select(f => new FieldChange(f.Key, f.Value.Records, f.Value.Commonest(MostValues)))],
        NewErrors = Errors(_newErrors),
        MendedErrors = Errors(_mendedErrors),
    };

    /// <summary>Compares what becomes of a record.</summary>
    public void Add(ReadOnlyMemory<byte> json)
    {
        _compared++;
        var old = before.Map(json);
        var now = after.Map(json);
        switch (old.Ok, now.Ok)
        {
            case (true, false):
                _newlyQuarantined++;
                Count(now.Errors, _newErrors);
                break;
            case (false, true):
                _mended++;
                Count(old.Errors, _mendedErrors);
                break;
            case (false, false):
                CompareErrors(old, now);
                break;
            default:
                Compare(old, now);
                break;
        }
    }

    private void CompareErrors(MappingOutcome old, MappingOutcome now)
    {
        var left = old.Errors.Select(e => (e.Field, e.Reason, e.Value)).ToHashSet();
        if (left.SetEquals(now.Errors.Select(e => (e.Field, e.Reason, e.Value))))
        {
            _same++;
            return;
        }

        _changed++;
        Count(now.Errors.Where(e => !left.Contains((e.Field, e.Reason, e.Value))), _newErrors);
    }

    private void Compare(MappingOutcome old, MappingOutcome now)
    {
        if (old.Content.Span.SequenceEqual(now.Content.Span))
        {
            _same++;
            return;
        }

        var left = Values(old.Content);
        var right = Values(now.Content);
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in left.Keys.Union(right.Keys))
        {
            var (was, value) = (left.GetValueOrDefault(key), right.GetValueOrDefault(key));
            if (was == value)
            {
                continue;
            }

            if (!_fields.TryGetValue(key.Field, out var tally))
            {
                _fields[key.Field] = tally = new FieldTally(MostKept);
            }

            tally.Add(was is null ? null : mask(key.Field, was), value is null ? null : mask(key.Field, value), first: fields.Add(key.Field));
        }

        // Another order of the same values is no difference of the case.
        _ = fields.Count > 0 ? _changed++ : _same++;
    }

    private static Dictionary<(string Field, string Place), string> Values(ReadOnlyMemory<byte> content)
    {
        var values = new Dictionary<(string, string), string>();
        using var document = JsonDocument.Parse(content);
        Walk(document.RootElement, "", "", values);
        return values;
    }

    private static void Walk(JsonElement value, string field, string place, Dictionary<(string, string), string> values)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Walk(property.Value, field.Length == 0 ? property.Name : $"{field}.{property.Name}", $"{place}.{property.Name}", values);
                }

                break;
            case JsonValueKind.Array:
                var position = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Walk(item, field, $"{place}[{position++}]", values);
                }

                break;
            default:
                values[(field, place)] = value.ToString();
                break;
        }
    }

    private static void Count(IEnumerable<FieldError> errors, Dictionary<(string, string, string?), int> counts)
    {
        foreach (var key in errors.Select(e => (e.Field, e.Reason, e.Value)).Distinct())
        {
            if (counts.Count < MostKept || counts.ContainsKey(key))
            {
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }
    }

    private static IReadOnlyList<ErrorChange> Errors(Dictionary<(string Field, string Reason, string? Value), int> counts) =>
        [.. counts.OrderByDescending(c => c.Value).Select(c => new ErrorChange(c.Key.Field, c.Key.Reason, c.Key.Value, c.Value))];
}
