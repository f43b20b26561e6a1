namespace Exchange.Sandbox.Systems;

/// <summary>A step that the platform must hold of a case of another system, because a part of it came from this one.</summary>
/// <param name="CaseKey">The number of the case.</param>
/// <param name="Fields">The step in the platform's words.</param>
internal sealed record ExpectedStep(string CaseKey, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>As the comparison writes a step: name and value of every field, by name.</summary>
    public string Line => string.Join('|', Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
}
