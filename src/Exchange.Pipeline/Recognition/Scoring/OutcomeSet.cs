namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>The outcome of every feature of a pair, 4 bits each.</summary>
/// <param name="Bits">The bits.</param>
internal readonly record struct OutcomeSet(ulong Bits)
{
    public Outcome this[Feature feature] => (Outcome)((Bits >> ((int)feature * 4)) & 15);

    public OutcomeSet With(Feature feature, Outcome outcome)
    {
        var shift = (int)feature * 4;
        return new OutcomeSet(Bits & ~(15UL << shift) | (ulong)outcome << shift);
    }
}
