using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Records;
using Exchange.Pipeline.Registry;

namespace Exchange.Pipeline.Delivery;

/// <summary>Decides which versions of cases go to a target.</summary>
/// <param name="target">The target.</param>
internal sealed class Subscription(HubTarget target)
{
    private readonly string _own = target.Id + "/";

    /// <summary>The outbox row of a version, or <see langword="null"/> where the target does not take it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="content">Its content; that of a withdrawn case is not needed.</param>
    /// <param name="changedParts">The parts of the case that changed.</param>
    /// <param name="lane">The lane of the run.</param>
    /// <param name="live">What contributes to the case now.</param>
    public OutboxWrite? Take(CaseVersion version, JsonElement content, IReadOnlySet<string> changedParts, DeliveryLane lane, List<WorkContribution> live)
    {
        var sink = target.Sink;
        var withdrawn = version.Operation == RecordOperation.Delete;
        if (!withdrawn && AllIsItsOwn(live))
        {
            // What a system has said itself is no news to it.
            return null;
        }

        if (!withdrawn && sink.Parts.Count > 0 && !sink.Parts.Any(changedParts.Contains))
        {
            return null;
        }

        if (!withdrawn && !sink.Where.Where(c => !c.FromStateOn).All(c => Holds(c, content)))
        {
            return null;
        }

        return new OutboxWrite
        {
            TargetId = target.TargetId,
            CaseId = version.CaseId,
            Version = version.Version,
            Lane = lane,
            Department = version.Facts.Department,
            Always = !withdrawn && sink.Where.Where(c => c.FromStateOn).All(c => Holds(c, content)),
            WaitsFor = sink.AfterParent && !withdrawn ? version.Facts.Parent : null,
            Withdraws = withdrawn,
            ReplacesUnsent = sink.Capabilities.LatestOnly,
            Parked = withdrawn && !sink.Capabilities.Withdraw,
        };
    }

    private bool AllIsItsOwn(List<WorkContribution> live)
    {
        foreach (var contribution in live)
        {
            if (!contribution.Source.StartsWith(_own, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(SinkCondition condition, JsonElement content)
    {
        var value = JsonPathText.Read(content, condition.Field);
        var contained = value is not null && condition.Values.Contains(value, StringComparer.Ordinal);
        return contained != condition.Negated;
    }
}
