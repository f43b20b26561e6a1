using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Takes one piece of a text.</summary>
internal sealed class SplitOperator(string by, int take, NullWords nulls) : IFieldOperator
{
    public void Apply(FieldRun run)
    {
        if (run.Value.Kind != ValueKind.Text)
        {
            return;
        }

        var piece = Piece(run.Value.Text!);
        run.SetText(piece is null || nulls.Contains(piece) ? null : piece);
    }

    private string? Piece(string text)
    {
        var rest = text.AsSpan();
        for (var skip = take < 0 ? -take - 1 : take; skip > 0; skip--)
        {
            var at = take < 0 ? rest.LastIndexOf(by) : rest.IndexOf(by, StringComparison.Ordinal);
            if (at < 0)
            {
                return null;
            }

            rest = take < 0 ? rest[..at] : rest[(at + by.Length)..];
        }

        var edge = take < 0 ? rest.LastIndexOf(by) : rest.IndexOf(by, StringComparison.Ordinal);
        return (edge < 0 ? rest : take < 0 ? rest[(edge + by.Length)..] : rest[..edge]).Trim().ToString();
    }
}
