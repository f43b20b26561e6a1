namespace Exchange.Security.Privacy;

/// <summary>Digits of a text that may belong to one number: groups with nothing but a space or dash between them.</summary>
internal sealed class DigitRun
{
    private readonly List<char> _digits = [];
    private readonly List<int> _positions = [];
    private readonly List<int> _groupStarts = [];

    /// <summary>How many digits the run has; the check letter X of an identity number counts as one.</summary>
    public int Length => _digits.Count;

    /// <summary>How many groups the run has.</summary>
    public int Groups => _groupStarts.Count;

    /// <summary>A digit, '0' to '9' or 'X'.</summary>
    public char this[int index] => _digits[index];

    /// <summary>Where a digit stands in the text.</summary>
    public int Position(int index) => _positions[index];

    /// <summary>The index of the first digit of a group.</summary>
    public int GroupStart(int group) => _groupStarts[group];

    /// <summary>The index of the last digit of a group.</summary>
    public int GroupEnd(int group) => group + 1 < _groupStarts.Count ? _groupStarts[group + 1] - 1 : Length - 1;

    public void BeginGroup() => _groupStarts.Add(_digits.Count);

    public void Add(char digit, int position)
    {
        _digits.Add(digit);
        _positions.Add(position);
    }
}
