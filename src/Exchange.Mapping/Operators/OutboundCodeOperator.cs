using System.Collections.Frozen;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Replaces a canonical word by the target's code: of several rows the first that has no end.</summary>
internal sealed class OutboundCodeOperator(CodeTable table) : IFieldOperator
{
    private readonly FrozenDictionary<string, string> _codes = table.Rows
        .GroupBy(r => r.Canonical, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => (g.FirstOrDefault(r => r.To is null) ?? g.First()).Raw, StringComparer.Ordinal);

    public void Apply(FieldRun run)
    {
        var word = run.Value.Kind == ValueKind.Flag ? run.Value.Flag ? "true" : "false" : run.Value.Text!;
        if (_codes.TryGetValue(word, out var code))
        {
            run.SetText(code);
            run.FromNumber = false;
        }
        else
        {
            run.Fail(FieldReasons.UnmappedCode, $"The target has no code for it in table '{table.Name}' ({table.File}).");
        }
    }
}
