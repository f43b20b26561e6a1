using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>Finds the list of records in a reply. XML has no lists: one element is a list of one there, and none is an empty one.</summary>
internal sealed class RecordList(FieldPath path, FieldPath? key, ReplySettings reply, bool enveloped)
{
    private static readonly byte[] Nothing = "[]"u8.ToArray();
    private readonly bool _hasXml = reply.Format == "xml" || reply.Inside.Any(i => i.Format == "xml");

    /// <summary>The list, and the bytes its records are slices of.</summary>
    public (JsonElement List, ReadOnlyMemory<byte> Bytes) Find(ReplyBody body, string place)
    {
        if (path.TryFind(body.Root, out var found) && found.ValueKind == JsonValueKind.Array)
        {
            return (found, body.Bytes);
        }

        // A single record instead of a list of one; what has no key is more likely an object around the list.
        if (found.ValueKind == JsonValueKind.Object && key is not null && key.TryFind(found, out _))
        {
            return Own([.. "["u8, .. System.Text.Encoding.UTF8.GetBytes(found.GetRawText()), .. "]"u8]);
        }

        // A system that has nothing to tell may leave its list null or empty; a missing list is another matter.
        if ((enveloped || _hasXml) && IsNothing(body.Root))
        {
            return Own(Nothing);
        }

        throw new ExchangeException(
            FailureKind.Data,
            $"{place}: the reply has no list at '{path.Text}'.",
            "Set 'records' to where the list stands; where the system wraps its replies in a code, declare 'envelope'.");
    }

    private static (JsonElement List, ReadOnlyMemory<byte> Bytes) Own(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return (document.RootElement.Clone(), bytes);
    }

    // Null at the end of the path or on the way to it; XML leaves an empty list out altogether.
    private bool IsNothing(JsonElement root)
    {
        var at = root;
        foreach (var name in new InsideText(path, "json").Names)
        {
            if (at.ValueKind is JsonValueKind.Null)
            {
                return true;
            }

            if (at.ValueKind == JsonValueKind.String)
            {
                return _hasXml && string.IsNullOrWhiteSpace(at.GetString());
            }

            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out var inner))
            {
                return _hasXml && at.ValueKind == JsonValueKind.Object && !ReferenceEquals(name, path.Text) && at.EnumerateObject().All(p => p.Name.StartsWith('@'));
            }

            at = inner;
        }

        return at.ValueKind == JsonValueKind.Null || (at.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(at.GetString()));
    }
}
