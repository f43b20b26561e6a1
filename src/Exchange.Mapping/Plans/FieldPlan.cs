using Exchange.Mapping.Operators;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Plans;

/// <summary>How one field is mapped.</summary>
internal sealed class FieldPlan
{
    /// <summary>The canonical path, or the target's name.</summary>
    public required string Path { get; init; }

    /// <summary>Where the value is kept in its frame.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it must have a value.</summary>
    public required bool Required { get; init; }

    /// <summary>Whether an error leaves the field empty instead of stopping the record.</summary>
    public required bool Warns { get; init; }

    /// <summary>Whether what came may be told: codes, not personal data.</summary>
    public required bool Tells { get; init; }

    /// <summary>Whether what came is kept beside the canonical code.</summary>
    public required bool KeepsRaw { get; init; }

    /// <summary>Fields of a later stage look at those of an earlier one.</summary>
    public required int Stage { get; init; }

    /// <summary>The path to name when there is no value at all.</summary>
    public required string? SourcePath { get; init; }

    public required IFieldOperator[] Operators { get; init; }

    /// <summary>Whether it is the status or the item of a case: never a mere warning.</summary>
    public bool Essential => Path is "status" || Path.StartsWith("item.", StringComparison.Ordinal);

    /// <summary>Maps the field; what is wrong goes to the record.</summary>
    public FieldValue Map(FieldRun run, Frame frame)
    {
        run.Begin(this, frame);
        foreach (var step in Operators)
        {
            step.Apply(run);
            if (run.Done)
            {
                break;
            }
        }

        if (run.Reason is not null)
        {
            return Report(run, frame);
        }

        if (run.Value.Kind == ValueKind.None && Required)
        {
            run.Fail(FieldReasons.Missing, "A required field is empty.");
            return Report(run, frame);
        }

        if (!KeepsRaw || run.Value.Kind == ValueKind.None)
        {
            run.Value.Raw = null;
        }

        return run.Value;
    }

    private FieldValue Report(FieldRun run, Frame frame)
    {
        var source = run.Source is { } slot ? run.Record.PathOf(slot) : SourcePath is null ? null : frame.PathOf(SourcePath);
        var error = new FieldError(Path, source, run.Reason!, Tells ? Shorten(run.Value.Raw) : null, run.Message);
        var warns = Warns || (run.Record.UnknownCodesWarn && run.Reason == FieldReasons.UnmappedCode && !Required && !Essential);
        run.Record.Report(error, warns);
        return new FieldValue { Raw = warns ? run.Value.Raw : null };
    }

    private static string? Shorten(string? text)
    {
        if (text is null || text.Length <= 64)
        {
            return text;
        }

        return char.IsHighSurrogate(text[63]) ? text[..63] : text[..64];
    }
}
