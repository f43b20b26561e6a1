using System.Text.Json.Serialization;

namespace Exchange.Sandbox.Actions;

/// <summary>The body of an action; what it does not name keeps its default.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ActionRequest
{
    /// <summary>Absent: both systems.</summary>
    public string? System { get; init; }
    public int Count { get; init; } = 1;

    /// <summary>Absent: another one at every call.</summary>
    public long? Seed { get; init; }

    /// <summary>Absent: chosen by the seed.</summary>
    public string[]? SourceNos { get; init; }

    /// <summary>Share of the clean cases to spoil (dirty).</summary>
    public double? Percent { get; init; }

    /// <summary>Field to change (edit): status, mobile, address, result or title; absent: any that fits.</summary>
    public string? Field { get; init; }
    public double Seconds { get; init; } = 10;
    public double PerSecond { get; init; } = 10;

    /// <summary>withhold or release (shuffleParts); absent: withhold, and release when something is withheld.</summary>
    public string? Mode { get; init; }
}
