using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Actions;

/// <summary>The defects of one record: canonical field path and reason of each.</summary>
internal sealed record PlantedErrors(string System, string SourceCaseNo, string SourceKey, IReadOnlyList<PlantedError> Errors)
{
    public static PlantedErrors Of(SandboxCase subject) => new(
        subject.System,
        subject.SourceNo,
        subject.System == SystemIds.Provincial ? subject.SourceNo : subject.Row.Key,
        [.. subject.Dirt.Select(d => new PlantedError(d.Field, d.Reason))]);
}
