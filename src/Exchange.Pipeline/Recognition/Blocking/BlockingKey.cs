namespace Exchange.Pipeline.Recognition.Blocking;

/// <summary>
/// What equal cases share. Only equality matters, so a store may keep a keyed digest of the value instead and find by it the
/// cases worth opening.
/// </summary>
/// <param name="Value">A hash of the normalised parts; the same for the same values on every machine.</param>
/// <param name="OfAgent">Whether it comes from the agent; two agents' keys alone make no pair.</param>
public readonly record struct BlockingKey(ulong Value, bool OfAgent);
