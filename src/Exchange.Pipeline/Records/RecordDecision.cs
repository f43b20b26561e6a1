using Exchange.Abstractions.Sources;

namespace Exchange.Pipeline.Records;

/// <summary>Decides what becomes of a record, given what the hub holds of it. Pure.</summary>
internal static class RecordDecision
{
    /// <summary>The outcome, and whether only the mapping's revision is to be noted.</summary>
    public static (RecordOutcome Outcome, bool NoteRevision) Decide(PreparedRecord record, KnownRecord? known, int revisionId)
    {
        if (record.Excluded)
        {
            return (RecordOutcome.Excluded, false);
        }

        if (record.Folded || (known is not null && IsOlder(record, known)))
        {
            return (RecordOutcome.Superseded, false);
        }

        if (record.Errors.Count > 0)
        {
            return (RecordOutcome.Quarantined, false);
        }

        if (known is null)
        {
            return (RecordOutcome.Mapped, false);
        }

        if (record.Operation == RecordOperation.Delete)
        {
            return (known.Deleted ? RecordOutcome.Unchanged : RecordOutcome.Mapped, false);
        }

        if (known.Deleted || known.RecordDigest is null || !known.RecordDigest.AsSpan().SequenceEqual(record.RecordDigest))
        {
            return (RecordOutcome.Mapped, false);
        }

        if (known.RevisionId == revisionId)
        {
            return (RecordOutcome.Unchanged, false);
        }

        // The mapping was mended: only a record whose content comes out different is affected by that.
        var same = known.ContentDigest.AsSpan().SequenceEqual(record.ContentDigest);
        return (same ? RecordOutcome.Unchanged : RecordOutcome.Mapped, same);
    }

    /// <summary>Whether <paramref name="later"/>, read after <paramref name="earlier"/>, replaces it: undated versions go by the order of reading.</summary>
    public static bool Replaces(PreparedRecord later, PreparedRecord earlier) =>
        later.Version is not { } version || earlier.Version is not { } other || version >= other;

    private static bool IsOlder(PreparedRecord record, KnownRecord known)
    {
        if (record.Version is { } version && known.Version is { } held)
        {
            return version < held || (version == held && IsOvertaken(record, known));
        }

        return IsOvertaken(record, known);
    }

    // Versions do not tell which is newer: what came after the record went into quarantine is.
    private static bool IsOvertaken(PreparedRecord record, KnownRecord known)
    {
        return record.QuarantinedAt is { } since && known.ChangedAt > since;
    }
}
