namespace Exchange.Host.Bench.Matching.Generation;

/// <summary>How much is wrong in the generated cases; shares from 0 to 1.</summary>
internal sealed record NoiseLevel(string Name, double Factor)
{
    public static IReadOnlyList<NoiseLevel> All { get; } = [new("low", 1 / 3.0), new("middle", 1), new("high", 2)];

    public double NameTypo => 0.05 * Factor;

    public double NameVariant => 0.05 * Factor;

    /// <summary>The application dates differ by one or two working days.</summary>
    public double DateShifted => 0.10 * Factor;

    public double DocumentMissing => 0.05 * Factor;

    public double DocumentMistyped => 0.02 * Factor;

    public double Swapped => 0.03 * Factor;

    /// <summary>The identity number is written with 15 digits.</summary>
    public double OldNumber => 0.05 * Factor;

    /// <summary>The same person has another case of the same item family within a week.</summary>
    public double SecondCase => 0.03 * Factor;

    /// <summary>Another member of the family at the same address applies for the same within a week.</summary>
    public double Family => 0.05 * Factor;
}
