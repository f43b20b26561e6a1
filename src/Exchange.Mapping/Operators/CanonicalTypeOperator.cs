using System.Collections.Frozen;
using Exchange.Mapping.Values;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary>Holds a value to the type and length of its field in the shared schema.</summary>
internal sealed class CanonicalTypeOperator(SchemaField field, bool coded) : IFieldOperator
{
    private static readonly FlagOperator Flag = new();
    private static readonly NumberOperator Whole = new(grouped: false, whole: true);
    private static readonly NumberOperator Decimal = new(grouped: false, whole: false);

    private readonly FrozenSet<string>? _words =
        field.Type == SchemaType.Code && !coded ? CodeSets.Words(field.CodeSet!).ToFrozenSet(StringComparer.Ordinal) : null;

    public void Apply(FieldRun run)
    {
        switch (field.Type)
        {
            case SchemaType.Flag:
                Flag.Apply(run);
                break;
            case SchemaType.Integer:
                Whole.Apply(run);
                break;
            case SchemaType.Number:
                Decimal.Apply(run);
                break;
            case SchemaType.Date or SchemaType.DateTime:
                ApplyTime(run);
                break;
            default:
                ApplyText(run);
                break;
        }
    }

    private void ApplyTime(FieldRun run)
    {
        if (field.Type == SchemaType.Date && run.Value.Kind == ValueKind.Time)
        {
            run.SetDate(DateOnly.FromDateTime(run.Value.Time.DateTime));
        }
        else if (run.Value.Kind is not (ValueKind.Time or ValueKind.Date))
        {
            run.Fail(FieldReasons.BadFormat, "It is not a time that was read in a declared format.");
        }
    }

    private void ApplyText(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text)
        {
            run.Fail(FieldReasons.WrongType, "A text is expected here, not true or false.");
        }
        else if (run.Value.Text!.Length > field.MaximumLength)
        {
            run.Fail(FieldReasons.TooLong, $"It has more than {field.MaximumLength} characters.");
        }
        else if (_words?.Contains(run.Value.Text) == false)
        {
            run.Fail(FieldReasons.UnmappedCode, $"It is no canonical word of {field.CodeSet}, and the mapping names no code table.");
        }
    }
}
