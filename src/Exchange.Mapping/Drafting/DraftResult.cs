namespace Exchange.Mapping.Drafting;

/// <summary>A drafted mapping.</summary>
/// <param name="Id">The mapping's id: system and stream.</param>
/// <param name="Part">The part of a case the records are.</param>
/// <param name="Mapping">The mapping file.</param>
/// <param name="Codes">Rows for <c>codes.csv</c> whose meaning was plain; empty where there are none.</param>
/// <param name="OpenCodes">Rows whose canonical word a person must fill; empty where there are none.</param>
/// <param name="Fields">The proposals.</param>
/// <param name="Gaps">What is left open.</param>
public sealed record DraftResult(string Id, string Part, string Mapping, string Codes, string OpenCodes, IReadOnlyList<DraftField> Fields, IReadOnlyList<DraftGap> Gaps);
