using System.Globalization;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Writes a number or flag as text.</summary>
internal sealed class AsTextOperator : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        run.FromNumber = false;
        switch (run.Value.Kind)
        {
            case ValueKind.Number:
                run.SetText(run.Value.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Flag:
                run.SetText(run.Value.Flag ? "true" : "false");
                break;
        }
    }
}
