namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>A number a case has or names.</summary>
/// <param name="Number">The hash of the number.</param>
/// <param name="Index">Which case.</param>
/// <param name="Roles">What it is there: bits of the kinds of numbers, and <see cref="Mention"/>.</param>
internal readonly record struct NumberEntry(ulong Number, int Index, int Roles) : IComparable<NumberEntry>
{
    public const int Mention = 1 << 8;

    public int CompareTo(NumberEntry other) =>
        Number.CompareTo(other.Number) is var order and not 0 ? order : Index.CompareTo(other.Index);
}
