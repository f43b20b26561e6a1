using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Lets a number of the case stay a number where nothing else was asked for.</summary>
internal sealed class OutboundTypeOperator : IFieldOperator
{
    private static readonly NumberOperator Number = new(grouped: false, whole: false);

    public void Apply(FieldRun run)
    {
        if (run.Value.Kind == ValueKind.Text && run.FromNumber)
        {
            Number.Apply(run);
        }
    }
}
