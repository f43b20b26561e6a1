using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Failures;
using Exchange.Mapping;
using Exchange.Testing;

namespace Exchange.Host.Cli.Conformance;

/// <summary>Content for a target: the example of a test beside its outbound mapping, mapped under another case.</summary>
/// <param name="mapping">The outbound mapping.</param>
/// <param name="example">An input of it.</param>
internal sealed class OutboundContent(CompiledMapping mapping, ReadOnlyMemory<byte> example)
{
    /// <summary>The content of a sink, or <see langword="null"/> where its mapping has no test to take it from.</summary>
    public static OutboundContent? Of(string? mappingId, MappingCatalog mappings, IReadOnlyList<string> roots) =>
        mappingId is not null && mappings.Find(mappingId) is { } mapping && MappingExamples.Inputs(mappingId, roots) is [var first, ..] ? new OutboundContent(mapping, first) : null;

    public ReadOnlyMemory<byte> Make(ItemContent item)
    {
        var document = JsonNode.Parse(example.Span)!.AsObject();
        var hub = document["hub"] as JsonObject ?? [];
        hub["caseId"] = item.CaseId;
        hub["version"] = item.Version;
        hub["operation"] = item.Withdraw ? "withdraw" : "upsert";
        hub["system"] ??= "conformance";
        document["hub"] = hub;

        // The number at the source is what people look a case up by; each gets its own.
        document["sourceCaseNo"] = item.CaseId;
        var outcome = mapping.Map(JsonSerializer.SerializeToUtf8Bytes(document));
        return outcome.Ok
            ? outcome.Content
            : throw new ExchangeException(FailureKind.Configuration, $"The example beside the mapping '{mapping.Id}' cannot be mapped: {outcome.Errors[0].Field} {outcome.Errors[0].Reason}.", $"Run: exchange mapping test {mapping.Id}");
    }
}
