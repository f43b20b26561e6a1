using System.Text.Json;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>A reply of SOAP as JSON: its body, or its fault.</summary>
internal sealed class SoapReply(JsonDocument document, JsonElement body, SoapFault? fault, DateTimeOffset sourceNow, IReadOnlyList<string> cookies) : IDisposable
{
    /// <summary>The body of the envelope.</summary>
    public JsonElement Body { get; } = body;

    public SoapFault? Fault { get; } = fault;

    /// <summary>The source's present, by the reply's Date header or else the hub's clock.</summary>
    public DateTimeOffset SourceNow { get; } = sourceNow;

    /// <summary>The cookies it sets, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Cookies { get; } = cookies;

    public void Dispose() => document.Dispose();
}
