using Exchange.Pipeline.Recognition.Cases;

namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>Cases from files, with the pairs of them that are one.</summary>
/// <param name="Entries">The cases of both sides.</param>
/// <param name="Truth">The pairs that are one.</param>
public sealed record LabelledSet(IReadOnlyList<CaseEntry> Entries, IReadOnlyList<(CaseReference Left, CaseReference Right)> Truth)
{
    /// <summary>Reads two CSV files of cases and one of pairs.</summary>
    /// <param name="left">The cases of one side.</param>
    /// <param name="right">The cases of the other side.</param>
    /// <param name="truth">The pairs: a file with a column for the key of each side.</param>
    /// <param name="columns">Which column means what.</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">A file or a column is missing (configuration).</exception>
    public static LabelledSet Read(string left, string right, string truth, ColumnMap columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var entries = new List<CaseEntry>();
        entries.AddRange(LabelledEntries.Read(CsvTable.Read(left), columns.Left));
        entries.AddRange(LabelledEntries.Read(CsvTable.Read(right), columns.Right));
        var known = entries.Select(e => e.Reference).ToHashSet();
        var table = CsvTable.Read(truth);
        var (leftKey, rightKey) = (table.Column(columns.TruthLeft), table.Column(columns.TruthRight));
        var pairs = new List<(CaseReference, CaseReference)>();
        foreach (var row in table.Rows)
        {
            var one = new CaseReference(columns.Left.System, CsvTable.Cell(row, leftKey));
            var other = new CaseReference(columns.Right.System, CsvTable.Cell(row, rightKey));
            if (!known.Contains(one) || !known.Contains(other))
            {
                throw table.Wrong($"names a pair with a case that stands in neither file (line {row.Line})", "Give the keys as they stand in the files of the two sides.");
            }

            pairs.Add((one, other));
        }

        return new LabelledSet(entries, pairs);
    }
}
