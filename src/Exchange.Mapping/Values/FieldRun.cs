using Exchange.Mapping.Plans;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Values;

/// <summary>One field of one record on its way through its operators.</summary>
internal sealed class FieldRun(MapRun record)
{
    private Frame _frame = null!;

    /// <summary>The record.</summary>
    public MapRun Record { get; } = record;

    /// <summary>The field.</summary>
    public FieldPlan Plan { get; private set; } = null!;

    /// <summary>The value so far.</summary>
    public FieldValue Value;

    /// <summary>Where the value came from.</summary>
    public SourceSlot? Source { get; set; }

    /// <summary>Whether the source wrote a number.</summary>
    public bool FromNumber { get; set; }

    /// <summary>What is wrong, or <see langword="null"/>.</summary>
    public string? Reason { get; private set; }

    /// <summary>What is wrong, in words.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Whether no further operator applies.</summary>
    public bool Done => Reason is not null || Value.Kind == ValueKind.None;

    /// <summary>The value of a field of the same object, evaluated before.</summary>
    public ref readonly FieldValue ValueOf(FieldPlan other) => ref _frame.Values[other.Index];

    public void Begin(FieldPlan plan, Frame frame)
    {
        Plan = plan;
        _frame = frame;
        Value = default;
        Source = null;
        FromNumber = false;
        Reason = null;
    }

    /// <summary>Ends the field with an error.</summary>
    public void Fail(string reason, string message)
    {
        Reason = reason;
        Message = message;
    }

    public void SetText(string? text)
    {
        Value.Kind = text is null ? ValueKind.None : ValueKind.Text;
        Value.Text = text;
    }

    public void SetTime(DateTimeOffset time)
    {
        Value.Kind = ValueKind.Time;
        Value.Time = time;
    }

    public void SetDate(DateOnly date)
    {
        Value.Kind = ValueKind.Date;
        Value.Date = date;
    }

    public void SetNumber(decimal number)
    {
        Value.Kind = ValueKind.Number;
        Value.Number = number;
    }

    public void SetFlag(bool flag)
    {
        Value.Kind = ValueKind.Flag;
        Value.Flag = flag;
    }
}
