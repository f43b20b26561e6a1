namespace Exchange.Pipeline.Recognition.Evaluation;

/// <summary>What a share observed in a sample says of the share behind it (Wilson's interval of 95 %).</summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>The lower bound of a share; 0 of an empty sample.</summary>
    public static double Lower(long part, long whole) => whole == 0 ? 0 : Math.Max(0, (Center(part, whole) - Half(part, whole)) / (1 + Z * Z / whole));

    /// <summary>The upper bound of a share; 1 of an empty sample.</summary>
    public static double Upper(long part, long whole) => whole == 0 ? 1 : Math.Min(1, (Center(part, whole) + Half(part, whole)) / (1 + Z * Z / whole));

    private static double Center(long part, long whole) => (double)part / whole + Z * Z / (2.0 * whole);

    private static double Half(long part, long whole)
    {
        var share = (double)part / whole;
        return Z * Math.Sqrt(share * (1 - share) / whole + Z * Z / (4.0 * whole * whole));
    }
}
