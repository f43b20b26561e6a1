using System.Text;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Joins texts; what is empty is left out.</summary>
internal sealed class ConcatOperator((Candidate Value, bool Constant)[] parts, string with) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        var text = new StringBuilder();
        var filled = false;
        foreach (var (part, constant) in parts)
        {
            if (!part.Apply(run))
            {
                continue;
            }

            if (run.Reason is not null)
            {
                return;
            }

            filled |= !constant;
            text.Append(text.Length > 0 ? with : "").Append(run.Value.AsText());
        }

        run.Value = default;
        run.FromNumber = false;
        if (filled)
        {
            run.SetText(text.ToString());
            run.Value.Raw = run.Value.Text;
        }
    }
}
