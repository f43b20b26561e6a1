using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes the first candidate that has a value. A candidate with a wrong value ends the search: it is not hidden by the next.</summary>
internal sealed class FirstOperator(IFieldOperator[][] candidates) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        foreach (var candidate in candidates)
        {
            foreach (var step in candidate)
            {
                step.Apply(run);
                if (run.Done)
                {
                    break;
                }
            }

            if (run.Reason is not null || run.Value.Kind != ValueKind.None)
            {
                return;
            }
        }
    }
}
