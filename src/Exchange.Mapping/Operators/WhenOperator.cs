using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes the first branch whose conditions all hold.</summary>
internal sealed class WhenOperator(WhenBranch[] branches, Candidate? otherwise) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        foreach (var branch in branches)
        {
            if (Array.TrueForAll(branch.Conditions, c => c.Holds(run.Record)))
            {
                branch.Then.Apply(run);
                return;
            }
        }

        otherwise?.Apply(run);
    }
}
