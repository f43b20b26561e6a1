using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Outlines;

/// <summary>One branch of a choice.</summary>
/// <param name="Label">The branch as people read it.</param>
/// <param name="Condition">What must hold; <see langword="null"/> for <c>otherwise</c>.</param>
/// <param name="Line">Where it stands.</param>
internal sealed record WhenBranch(string Label, ConfigMap? Condition, int Line);
