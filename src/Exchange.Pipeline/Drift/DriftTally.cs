namespace Exchange.Pipeline.Drift;

/// <summary>Sums the notes of records up.</summary>
internal sealed class DriftTally
{
    private const int Most = 200;
    private readonly Dictionary<(DriftKind, string, string), DriftCount> _counts = [];

    public IReadOnlyList<DriftCount> Counts => [.. _counts.Values];

    public void Add(IReadOnlyList<DriftNote> notes)
    {
        foreach (var note in notes)
        {
            var key = (note.Kind, note.Field, note.Value);
            if (_counts.TryGetValue(key, out var known))
            {
                _counts[key] = new DriftCount(known.Note with { Detail = known.Note.Detail | note.Detail }, known.Count + 1);
            }
            else if (_counts.Count < Most)
            {
                _counts[key] = new DriftCount(note, 1);
            }
        }
    }
}
