using Exchange.Mapping.Checks;
using Exchange.Mapping.Plans;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Checks the number of a document by the kind that stands beside it; kinds without a check digit pass.</summary>
internal sealed class DocumentCheckOperator : IFieldOperator
{
    private static readonly IValueCheck IdNumber = new IdNumberCheck();
    private static readonly IValueCheck Uscc = new UsccCheck();
    private static readonly IValueCheck OrganisationCode = new OrganisationCodeCheck();

    /// <summary>The field with the kind.</summary>
    public FieldPlan? Kind { get; set; }

    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text || Kind is null)
        {
            return;
        }

        IValueCheck? check = run.ValueOf(Kind).Text switch
        {
            "id-card" or "hk-macao-taiwan-residence" => IdNumber,
            "uscc" => Uscc,
            // Sources file the unified code under the older word.
            "org-code" or "business-licence" when run.Value.Text!.Length == 18 => Uscc,
            "org-code" => OrganisationCode,
            _ => null,
        };
        if (check is not null)
        {
            CheckOperator.Apply(run, check);
        }
    }
}
