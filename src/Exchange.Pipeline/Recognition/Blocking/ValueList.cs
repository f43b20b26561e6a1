namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>Gathers the values of a part without allocating; what does not fit is left out.</summary>
internal ref struct ValueList(Span<ulong> values)
{
    private readonly Span<ulong> _values = values;

    public int Count { get; private set; }

    public void Add(ulong value, ulong role = 0)
    {
        if (value != 0 && Count < _values.Length)
        {
            _values[Count++] = (value & ~KeyMaker.OfAgent) | role;
        }
    }
}
