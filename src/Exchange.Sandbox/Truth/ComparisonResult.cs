namespace Exchange.Sandbox.Truth;

/// <summary>Counts of a comparison and the first of each kind of difference.</summary>
internal sealed class ComparisonResult
{
    private readonly List<string> _missing = [];
    private readonly List<string> _extra = [];
    private readonly List<FieldDifference> _different = [];
    private readonly HashSet<string> _differentCases = new(StringComparer.Ordinal);

    public int Expected { get; set; }

    public int Held { get; set; }

    /// <summary>Cases that are dirty now and held from before; in no other count.</summary>
    public int LastGoodHeld { get; set; }

    public int MissingCount { get; private set; }

    public int ExtraCount { get; private set; }

    /// <summary>Cases with at least one field that differs.</summary>
    public int DifferentCount => _differentCases.Count;

    public IReadOnlyList<string> Missing => _missing;

    public IReadOnlyList<string> Extra => _extra;

    public IReadOnlyList<FieldDifference> Different => _different;

    public void AddMissing(string number, int shown)
    {
        MissingCount++;
        if (_missing.Count < shown)
        {
            _missing.Add(number);
        }
    }

    public void AddExtra(string number, int shown)
    {
        ExtraCount++;
        if (_extra.Count < shown)
        {
            _extra.Add(number);
        }
    }

    public void AddDifferent(FieldDifference difference, int shown)
    {
        _differentCases.Add(difference.SourceNo);
        if (_different.Count < shown)
        {
            _different.Add(difference);
        }
    }
}
