using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>One way to a value inside an operator: a path, or a specification with an origin of its own.</summary>
internal sealed class Candidate(IFieldOperator[] steps)
{
    /// <summary>Applies the steps to a field that begins empty.</summary>
    /// <returns>Whether there is a value, or an error.</returns>
    public bool Apply(FieldRun run)
    {
        run.Value = default;
        run.FromNumber = false;
        foreach (var step in steps)
        {
            step.Apply(run);
            if (run.Done)
            {
                break;
            }
        }

        return run.Reason is not null || run.Value.Kind != ValueKind.None;
    }
}
