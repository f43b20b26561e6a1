namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Which cases are compared at all.</summary>
public sealed record BlockingRules
{
    /// <summary>The keys; each is made of the parts it lists. A case without one of the parts has not that key.</summary>
    public required IReadOnlyList<IReadOnlyList<BlockingPart>> Keys { get; init; }

    /// <summary>The parts by which a block that is too large is divided, one after another.</summary>
    public IReadOnlyList<BlockingPart> Then { get; init; } = [];

    /// <summary>The most cases of a block within the window of one case. Default 200.</summary>
    public int Largest { get; init; } = 200;
}
