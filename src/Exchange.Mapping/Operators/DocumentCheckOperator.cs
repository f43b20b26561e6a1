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
            // The national code 001 stands for both codes of an organisation, and sources file either under the other's word.
            "uscc" when run.Value.Text!.Length is 9 or 10 => OrganisationCode,
            "uscc" => Uscc,
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
