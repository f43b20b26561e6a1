using Exchange.Abstractions.Mappings;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Applies an operator written in C#.</summary>
internal sealed class UseOperator(IMappingFunction function, FromOperator[] also, NullWords nulls) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        var (value, source, number) = (run.Value, run.Source, run.FromNumber);
        var others = new string?[also.Length];
        for (var i = 0; i < also.Length; i++)
        {
            run.Value = default;
            also[i].Apply(run);
            if (run.Reason is not null)
            {
                return;
            }

            others[i] = run.Value.AsText();
        }

        run.Value = value;
        run.Source = source;
        run.FromNumber = number;
        var text = value.AsText()!;
        var result = Call(text, others);
        if (result.Fault is { } fault)
        {
            // What the engineer wrote into the message is not known; the value is not to be told.
            run.Fail(FieldReasons.BadFormat, Tells(fault, text) || others.Any(o => o is not null && Tells(fault, o)) ? "The operator refuses it." : fault);
        }
        else if (result.Value?.Contains('\0') == true)
        {
            run.Fail(FieldReasons.Undecodable, "The text holds characters that cannot be stored.");
        }
        else if (result.Value != text || value.Kind != ValueKind.Text)
        {
            run.SetText(result.Value is null || nulls.Contains(result.Value) ? null : result.Value);
            run.FromNumber = false;
        }
    }

    private MappingResult Call(string text, string?[] others)
    {
        try
        {
            return function.Apply(text, others);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return MappingResult.Wrong("The operator failed on it.");
        }
    }

    private static bool Tells(string message, string value) => value.Length > 1 && message.Contains(value, StringComparison.OrdinalIgnoreCase);
}
