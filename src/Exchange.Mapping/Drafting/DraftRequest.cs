using System.Text.Json;

namespace Exchange.Mapping.Drafting;

/// <summary>What a mapping is drafted from.</summary>
/// <param name="System">The system, as its folder is called.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Records">Sample records: objects.</param>
/// <param name="Roots">Folders that contain <c>mappings/</c>, for code tables; what an earlier one holds wins.</param>
/// <param name="Part">The part of a case the records are; <see langword="null"/> to find out from the records.</param>
/// <param name="TimeZone">The zone of times without one.</param>
/// <param name="WithoutOrigin">A system whose words the lexicon must not know, for evaluations; <see langword="null"/> for none.</param>
public sealed record DraftRequest(
    string System,
    string Stream,
    IReadOnlyList<JsonElement> Records,
    IReadOnlyList<string> Roots,
    string? Part = null,
    string TimeZone = "Asia/Shanghai",
    string? WithoutOrigin = null);
