using System.Xml.Linq;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>What a web service answers: a text, or a fault.</summary>
internal sealed record SoapAnswer(string? Result, string? FaultCode, string? FaultText)
{
    public static SoapAnswer Text(string text) => new(text, null, null);

    public static SoapAnswer Fault(string code, string text) => new(null, code, text);

    /// <summary>A list with each record as an element, each of its fields one too.</summary>
    public static XElement List(string list, string name, ArraySegment<FeedRecord> records)
        => new(list, records.AsSpan().ToArray().Select(r => new XElement(name, r.Body.Select(f => new XElement(f.Key, f.Value)))));
}
