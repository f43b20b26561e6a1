namespace Exchange.Mapping.Difference;

/// <summary>The changes of one field.</summary>
/// <param name="most">How many different changes are kept apart.</param>
internal sealed class FieldTally(int most)
{
    private readonly Dictionary<(string? Old, string? New), int> _values = [];

    public int Records { get; private set; }

    public void Add(string? old, string? now, bool first)
    {
        Records += first ? 1 : 0;
        if (_values.Count < most || _values.ContainsKey((old, now)))
        {
            _values[(old, now)] = _values.GetValueOrDefault((old, now)) + 1;
        }
    }

    public IReadOnlyList<ValueChange> Commonest(int count) =>
        [.. _values.OrderByDescending(v => v.Value).Take(count).Select(v => new ValueChange(v.Key.Old, v.Key.New, v.Value))];
}
