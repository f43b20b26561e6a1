using System.Collections.Frozen;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Replaces a raw code by its canonical word. An unknown code is an error, never a default.</summary>
internal sealed class CodeOperator(CodeTable table) : IFieldOperator
{
    private readonly FrozenDictionary<string, string> _plain =
        table.Rows.Where(r => !r.Dated).DistinctBy(r => r.Raw).ToFrozenDictionary(r => r.Raw, r => r.Canonical, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, CodeRow[]> _dated =
        table.Rows.GroupBy(r => r.Raw).Where(g => g.Any(r => r.Dated)).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>The time whose day decides which validity counts.</summary>
    public (int Frame, int Index)? Deciding { get; set; }

    public void Apply(FieldRun run)
    {
        var raw = run.Value.Kind == ValueKind.Flag ? run.Value.Flag ? "true" : "false" : run.Value.Text!;
        if (_dated.Count > 0 && _dated.TryGetValue(raw, out var rows))
        {
            ApplyDated(run, rows);
        }
        else if (_plain.TryGetValue(raw, out var canonical))
        {
            run.SetText(canonical);
        }
        else
        {
            run.Fail(FieldReasons.UnmappedCode, $"The code does not stand in table '{table.Name}' ({table.File}).");
        }
    }

    private void ApplyDated(FieldRun run, CodeRow[] rows)
    {
        var day = Deciding is { } at ? run.Record.Frames[at.Frame].Values[at.Index] : default;
        CodeRow? row;
        if (day.Kind is ValueKind.Time or ValueKind.Date)
        {
            var date = day.Kind == ValueKind.Date ? day.Date : DateOnly.FromDateTime(day.Time.DateTime);
            row = Array.Find(rows, r => r.ValidOn(date));
        }
        else
        {
            // Without a date the newest meaning counts.
            row = Array.Find(rows, r => r.To is null) ?? rows.MaxBy(r => r.To);
        }

        if (row is null)
        {
            run.Fail(FieldReasons.UnmappedCode, $"The code is not valid on the day of the case in table '{table.Name}' ({table.File}).");
        }
        else
        {
            run.SetText(row.Canonical);
        }
    }
}
