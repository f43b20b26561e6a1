using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes the first candidate that has a value. A candidate with a wrong value ends the search: it is not hidden by the next.</summary>
internal sealed class FirstOperator(Candidate[] candidates) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Apply(run))
            {
                return;
            }
        }
    }
}
