using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Reads true or false; anything else a source writes for them is a matter of its code table.</summary>
internal sealed class FlagOperator : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        switch (run.Value.Kind, run.Value.Text)
        {
            case (ValueKind.Flag, _):
                break;
            case (ValueKind.Text, "true"):
                run.SetFlag(true);
                break;
            case (ValueKind.Text, "false"):
                run.SetFlag(false);
                break;
            default:
                run.Fail(FieldReasons.WrongType, "True or false is expected here; other words need a code table.");
                break;
        }
    }
}
