using System.Xml;
using System.Xml.Linq;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>A call of an operation of a web service.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Parameters">Its parameters by name.</param>
/// <param name="Header">The header of the envelope.</param>
internal sealed record SoapCall(string Operation, IReadOnlyDictionary<string, string> Parameters, XElement? Header)
{
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, Async = true, MaxCharactersInDocument = 1_000_000 };

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>Reads a call; <see langword="null"/> where it is none of this name space.</summary>
    public static async Task<SoapCall?> ReadAsync(Stream body, string space, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = XmlReader.Create(body, Strict);
            var envelope = (await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken)).Root!;
            var soap = envelope.Name.Namespace;
            return envelope.Element(soap + "Body")?.Elements().FirstOrDefault() is { } operation && operation.Name.NamespaceName == space
                ? new SoapCall(operation.Name.LocalName, operation.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value, StringComparer.Ordinal), envelope.Element(soap + "Header"))
                : null;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The XML in a parameter; <see langword="null"/> where there is none.</summary>
    public static XElement? Xml(string? text)
    {
        try
        {
            return text is null ? null : XElement.Parse(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
