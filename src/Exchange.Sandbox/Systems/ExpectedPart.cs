namespace Exchange.Sandbox.Systems;

/// <summary>What the platform must list of a case of another system, because a part of it came from this one.</summary>
/// <param name="List">STEPS or MATERIALS.</param>
/// <param name="CaseKey">The number of the case.</param>
/// <param name="Fields">The line in the platform's words.</param>
internal sealed record ExpectedPart(string List, string CaseKey, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>As the comparison writes a line: name and value of every field, by name.</summary>
    public string Line => string.Join('|', Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
}
