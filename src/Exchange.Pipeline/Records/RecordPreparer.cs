using System.Text.Json;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Mapping;
using Exchange.Pipeline.Drift;

namespace Exchange.Pipeline.Records;

/// <summary>Decodes, digests and maps the records of one stream. Pure but for its reused buffers; not for use from several threads.</summary>
/// <param name="stream">The stream.</param>
/// <param name="mapping">The stream's mapping.</param>
/// <param name="digester">Makes digests.</param>
/// <param name="keys">Makes stored keys.</param>
/// <param name="watch">Compares records with the known shape of the stream; <see langword="null"/> for nobody.</param>
internal sealed class RecordPreparer(StreamDeclaration stream, CompiledMapping mapping, IDigester digester, StoredKey keys, DriftWatch? watch = null)
{
    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = 64 };

    private readonly CanonicalRecord _canonical = new(stream.Ignore);

    /// <summary>Prepares a record as it comes from its source.</summary>
    public PreparedRecord Prepare(SourceRecord record) => Prepare(
        record.SourceKey is { Length: > 0 } key ? keys.Of(key) : keys.OfKeyless(record.Json.Span),
        record.CaseKey is { Length: > 0 } caseKey ? keys.Of(caseKey) : null,
        record,
        quarantinedAt: null);

    /// <summary>Prepares a record whose keys are known in their stored form.</summary>
    /// <param name="key">The stored form of the source key.</param>
    /// <param name="caseKey">The stored form of the case key.</param>
    /// <param name="record">The record.</param>
    /// <param name="quarantinedAt">When it went into quarantine, where it comes from there.</param>
    public PreparedRecord Prepare(string key, string? caseKey, SourceRecord record, DateTimeOffset? quarantinedAt)
    {
        if (record.Fault is { } fault)
        {
            return Faulty(record, key, caseKey, new FieldError(fault.Field, fault.Field, fault.Reason, null, fault.Message), quarantinedAt);
        }

        try
        {
            using var document = JsonDocument.Parse(record.Json, ReadOptions);
            var excluded = IsExcluded(document.RootElement);
            var mapped = excluded || record.Operation == RecordOperation.Delete ? null : mapping.Map(record.Json, watch?.UnknownCode == DriftAction.Warn);
            watch?.Begin(mapped is { Ok: true });
            var digest = digester.Digest(DigestPurpose.Record, _canonical.Write(document.RootElement, mapped is null ? null : watch));
            var errors = mapped?.Errors ?? [];
            var drift = mapped is null ? null : Drifted(mapped, ref errors);
            return new PreparedRecord
            {
                Key = key,
                CaseKey = caseKey,
                Version = record.Version,
                Operation = record.Operation,
                Raw = record.Json.ToArray(),
                RecordDigest = digest,
                Excluded = excluded,
                Errors = errors,
                Drift = drift,
                Content = mapped is not null && errors.Count == 0 ? mapped.Content : default,
                ContentDigest = mapped is not null && errors.Count == 0 ? digester.Digest(DigestPurpose.Content, mapped.Content.Span) : [],
                QuarantinedAt = quarantinedAt,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair and bytes that are not UTF-8 show only when a text is read.
            return Faulty(record, key, caseKey, new FieldError("", null, FieldReasons.Undecodable, null, "The record is not valid JSON in UTF-8."), quarantinedAt);
        }
    }

    private static PreparedRecord Faulty(SourceRecord record, string key, string? caseKey, FieldError error, DateTimeOffset? quarantinedAt) => new()
    {
        Key = key,
        CaseKey = caseKey,
        Version = record.Version,
        Operation = record.Operation,
        Raw = record.Json.ToArray(),
        Errors = [error],
        QuarantinedAt = quarantinedAt,
    };

    // What the contract sends to quarantine is told beside the errors of the mapping.
    private IReadOnlyList<DriftNote>? Drifted(MappingOutcome mapped, ref IReadOnlyList<FieldError> errors)
    {
        if (watch is null)
        {
            return null;
        }

        if (mapped.Errors.Count > 0 || mapped.Warnings.Count > 0)
        {
            watch.AddCodes(mapped.Errors, watch.UnknownCode == DriftAction.Stop ? DriftAction.Stop : DriftAction.Quarantine);
            watch.AddCodes(mapped.Warnings, DriftAction.Warn);
        }

        var notes = watch.Take();
        if (notes?.Any(n => n.Action != DriftAction.Warn && n.Kind != DriftKind.UnknownCode) == true)
        {
            errors =
            [
                .. errors,
                .. notes.Where(n => n.Action != DriftAction.Warn && n.Kind != DriftKind.UnknownCode)
                    .Select(n => new FieldError(n.Field, n.Field, FieldReasons.Drift, null, Message(n))),
            ];
        }

        return notes;
    }

    private static string Message(DriftNote note) => note.Kind switch
    {
        DriftKind.NewField => "The source has a field that was never there.",
        DriftKind.MissingField => "The source lacks a field that was always there.",
        _ => $"The field holds another type of value: {note.Example}.",
    };

    private bool IsExcluded(JsonElement record)
    {
        if (stream.Exclude.Count == 0)
        {
            return false;
        }

        foreach (var (path, value) in stream.Exclude)
        {
            if (!string.Equals(JsonPathText.Read(record, path), value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
