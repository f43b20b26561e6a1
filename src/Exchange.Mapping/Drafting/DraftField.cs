namespace Exchange.Mapping.Drafting;

/// <summary>A proposal for one field.</summary>
/// <param name="Source">The path in the source; fields of a list follow its path: <c>files.title</c>.</param>
/// <param name="Target">The field as the mapping names it: in a part its own name; fields of a list follow it: <c>materials.name</c>.</param>
/// <param name="Canonical">The whole path in the shared schema: <c>events.name</c>.</param>
/// <param name="Confidence">How sure the proposal is, from 0 to 1.</param>
/// <param name="Reason">What speaks for it.</param>
public sealed record DraftField(string Source, string Target, string Canonical, double Confidence, string Reason);
