namespace Exchange.Sandbox.Truth;

internal sealed record CaseVersions(string CaseId, long[] Versions);
