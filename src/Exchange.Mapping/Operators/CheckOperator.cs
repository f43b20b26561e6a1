using Exchange.Mapping.Checks;
using Exchange.Mapping.Values;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Operators;

/// <summary>Checks an identifier.</summary>
internal sealed class CheckOperator(IValueCheck check) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind == ValueKind.Text)
        {
            Apply(run, check);
        }
    }

    public static void Apply(FieldRun run, IValueCheck check)
    {
        var fault = check.Test(run.Value.Text);
        switch (fault)
        {
            case IdentifierFault.None:
                break;
            case IdentifierFault.UnknownRegion:
                run.Record.Warn(run, FieldReasons.BadCheck, "The region of the identifier is unknown; it may be a historical one.");
                break;
            case IdentifierFault.DoubtfulCheck:
                run.Record.Warn(run, FieldReasons.BadCheck, "The check character of the identifier does not fit; some issuers compute it otherwise.");
                break;
            default:
                run.Fail(FieldReasons.BadCheck, $"{check.Name}: {Describe(fault)}");
                break;
        }
    }

    private static string Describe(IdentifierFault fault) => fault switch
    {
        IdentifierFault.Length => "it has the wrong length.",
        IdentifierFault.Character => "it holds a character that cannot stand there.",
        IdentifierFault.Date => "it holds a date that does not exist.",
        _ => "its check digit does not fit.",
    };
}
