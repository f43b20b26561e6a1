using Exchange.Mapping.Sources;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes the value at a path.</summary>
internal sealed class FromOperator(SourceSlot slot, NullWords nulls) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        run.Source = slot;
        run.FromNumber = false;
        var kind = run.Record.Slot(slot).Kind;
        switch (kind)
        {
            case SourceKind.Missing or SourceKind.Null:
                run.SetText(null);
                return;
            case SourceKind.Object or SourceKind.Array:
                run.Fail(FieldReasons.WrongType, $"A single value is expected here, not {(kind == SourceKind.Array ? "a list" : "an object")}.");
                return;
        }

        var text = run.Record.TextOf(slot);
        if (text is null || text.Contains('\0'))
        {
            run.Fail(FieldReasons.Undecodable, "The text holds characters that cannot be stored.");
            return;
        }

        if (nulls.Contains(text))
        {
            run.SetText(null);
            return;
        }

        run.SetText(text);
        run.Value.Raw = text;
        if (kind is SourceKind.True or SourceKind.False)
        {
            run.SetFlag(kind == SourceKind.True);
        }

        run.FromNumber = kind == SourceKind.Number;
    }
}
