using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;
using Exchange.Pipeline.Registry;

namespace Exchange.Pipeline.Delivery;

/// <summary>Opens claimed versions and maps them to the target's words.</summary>
/// <param name="target">The target.</param>
/// <param name="mapping">Its outbound mapping; <see langword="null"/> sends the shared schema.</param>
/// <param name="sealer">Opens content.</param>
internal sealed class OutboundItems(HubTarget target, CompiledMapping? mapping, ISealer sealer)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    /// <summary>The item of a version, or what is wrong with it.</summary>
    public (DeliveryItem? Item, IReadOnlyList<FieldError> Errors) Make(ClaimedDelivery claim)
    {
        ReadOnlyMemory<byte> content;
        try
        {
            content = sealer.Open(claim.Sealed, SealedPlace.Version(claim.CaseId, claim.SealedVersion));
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            // A damaged row is a matter for a person; the other cases go on.
            return (null, [new FieldError("", null, FieldReasons.Undecodable, null, exception.Message)]);
        }

        var document = WithHub(content, claim);
        var mapped = mapping?.Map(document);
        if (mapped is { Ok: false })
        {
            return (null, mapped.Errors);
        }

        return (new DeliveryItem
        {
            Key = KeyOf(claim),
            CaseId = claim.CaseId.ToString(CultureInfo.InvariantCulture),
            Version = claim.Version,
            Operation = claim.Operation,
            Json = mapped?.Content ?? document,
            PlatformId = claim.PlatformId,
            Uncertain = claim.Uncertain,
        }, []);
    }

    /// <summary>The idempotency key: target, case, version and content digest.</summary>
    public string KeyOf(ClaimedDelivery claim) => string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Id}:{claim.CaseId}:{claim.Version}:{Convert.ToHexStringLower(claim.ContentDigest.AsSpan(0, Math.Min(8, claim.ContentDigest.Length)))}");

    private ReadOnlyMemory<byte> WithHub(ReadOnlyMemory<byte> content, ClaimedDelivery claim)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("hub");
            writer.WriteString("caseId", claim.CaseId.ToString(CultureInfo.InvariantCulture));
            writer.WriteNumber("version", claim.Version);
            writer.WriteString("operation", claim.Operation == RecordOperation.Delete ? "withdraw" : "upsert");
            if (claim.System is { } system)
            {
                writer.WriteString("system", system);
            }

            writer.WriteEndObject();
            writer.Flush();
        }

        // The content is an object in its own right: its properties follow the hub's, without reading them again.
        var inner = content.Span[1..];
        if (inner.Length > 1)
        {
            _buffer.Write(","u8);
        }

        _buffer.Write(inner);
        return _buffer.WrittenSpan.ToArray();
    }
}
