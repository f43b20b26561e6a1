namespace Exchange.Abstractions.Connectors;

/// <summary>A condition on a canonical field.</summary>
/// <param name="Field">The canonical path, such as <c>status</c>.</param>
/// <param name="Values">The values of which the field must have one.</param>
/// <param name="Negated">Whether the field must have none of them instead.</param>
public sealed record SinkCondition(string Field, IReadOnlyList<string> Values, bool Negated = false)
{
    /// <summary>
    /// Whether the condition (<c>when</c>) only says from which state on the target takes a case: once it holds the case, or
    /// something of it is on the way, every later version is sent.
    /// </summary>
    public bool FromStateOn { get; init; }
}
