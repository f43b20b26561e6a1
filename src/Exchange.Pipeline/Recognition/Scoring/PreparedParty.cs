using Exchange.Pipeline.Recognition.Text;

namespace Exchange.Pipeline.Recognition.Scoring;

/// <summary>Somebody in a case, ready to be compared.</summary>
internal sealed class PreparedParty
{
    public required DocumentForm Document { get; init; }

    public required string Name { get; init; }

    public ulong NameHash { get; init; }

    /// <summary>Whether the name has places for characters nobody knows.</summary>
    public bool Open { get; init; }

    public bool Organisation { get; init; }

    public string Address { get; init; } = "";

    public ulong AddressHash { get; init; }

    public string Born { get; init; } = "";
}
