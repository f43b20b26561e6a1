using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Tidies a text.</summary>
internal sealed class CleanOperator(Func<string, string>[] steps, NullWords nulls) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text)
        {
            return;
        }

        var text = run.Value.Text!;
        foreach (var step in steps)
        {
            text = step(text);
        }

        if (text.Length == 0)
        {
            // The source did say something; that it is empty now must not pass for "nothing was there".
            run.Fail(FieldReasons.BadFormat, "Nothing is left of the value after cleaning.");
            return;
        }

        run.SetText(nulls.Contains(text) ? null : text);
    }
}
