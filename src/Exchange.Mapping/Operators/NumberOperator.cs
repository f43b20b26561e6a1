using System.Globalization;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Reads a number.</summary>
internal sealed class NumberOperator(bool grouped, bool whole, decimal times = 1) : IFieldOperator
{
    private readonly NumberStyles _styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | (grouped ? NumberStyles.AllowThousands : NumberStyles.None);

    public void Apply(FieldRun run)
    {
        if (run.Value.Kind == ValueKind.Number)
        {
            return;
        }

        if (run.Value.Kind != ValueKind.Text)
        {
            run.Fail(FieldReasons.WrongType, "A number is expected here.");
            return;
        }

        var styles = run.FromNumber ? _styles | NumberStyles.AllowExponent : _styles;
        if (!decimal.TryParse(run.Value.Text, styles, CultureInfo.InvariantCulture, out var number))
        {
            var large = double.TryParse(run.Value.Text, styles, CultureInfo.InvariantCulture, out var rough) && Math.Abs(rough) > 7e28;
            run.Fail(large ? FieldReasons.OutOfRange : FieldReasons.BadFormat, large ? "The number is too large." : "It is not a number.");
            return;
        }

        if (times != 1 && !Multiply(ref number))
        {
            run.Fail(FieldReasons.OutOfRange, "The number is too large.");
            return;
        }

        if (!whole)
        {
            run.SetNumber(number);
        }
        else if (number != decimal.Truncate(number))
        {
            run.Fail(FieldReasons.BadFormat, "A whole number is expected here.");
        }
        else if (number is < int.MinValue or > int.MaxValue)
        {
            run.Fail(FieldReasons.OutOfRange, "The number is too large.");
        }
        else
        {
            run.SetNumber(decimal.Truncate(number));
        }
    }

    private bool Multiply(ref decimal number)
    {
        // The largest factor keeps this clear of an overflow of the division.
        if (Math.Abs(number) > decimal.MaxValue / Math.Max(times, 1))
        {
            return false;
        }

        // Divided by one with all its decimals, 15000.00 becomes 15000.
        number = number * times / 1.0000000000000000000000000000m;
        return true;
    }
}
