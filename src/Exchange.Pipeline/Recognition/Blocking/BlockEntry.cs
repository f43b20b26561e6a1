namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>A case in a block.</summary>
/// <param name="Key">The key; its lowest bit says whether it comes from the agent.</param>
/// <param name="Workday">The working day of the case.</param>
/// <param name="Index">Which case it is.</param>
internal readonly record struct BlockEntry(ulong Key, int Workday, int Index) : IComparable<BlockEntry>
{
    public int CompareTo(BlockEntry other)
    {
        var order = (Key >> 1).CompareTo(other.Key >> 1);
        if (order == 0)
        {
            order = Workday.CompareTo(other.Workday);
        }

        return order != 0 ? order : Index.CompareTo(other.Index);
    }
}
