using System.Text.RegularExpressions;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes what an expression finds.</summary>
internal sealed class PatternOperator(Regex expression, int group, NullWords nulls) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text)
        {
            return;
        }

        try
        {
            var match = expression.Match(run.Value.Text!);
            if (!match.Success)
            {
                run.Fail(FieldReasons.BadFormat, "It does not match the pattern.");
                return;
            }

            var found = match.Groups[group];
            run.SetText(!found.Success || nulls.Contains(found.Value) ? null : found.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            run.Fail(FieldReasons.BadFormat, "Whether it matches the pattern could not be told in time.");
        }
    }
}
