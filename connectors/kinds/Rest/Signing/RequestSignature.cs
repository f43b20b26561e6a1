using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Signing;

/// <summary>Signs requests over the parts a gateway names.</summary>
internal sealed class RequestSignature(SignSettings settings, IMessageSigner signer)
{
    /// <summary>The signature over named parts alone, for <c>{sign}</c> in a template.</summary>
    public string OfParts(RequestValues values) => Encoded(settings.Over.Fill(values));

    /// <summary>Signs a finished request.</summary>
    public void Apply(RequestDraft draft)
    {
        if (settings.Place is not { } place)
        {
            return;
        }

        var values = draft.Values;
        var used = settings.Over.Names.ToHashSet(StringComparer.Ordinal);
        if (used.Contains("body"))
        {
            values.Set("body", BodyText(draft));
        }

        if (used.Contains("params"))
        {
            values.Set("params", Sorted(draft));
        }

        if (used.Contains("query") || used.Contains("path"))
        {
            var address = draft.Address().Split('?', 2);
            values.Set("path", Uri.TryCreate(address[0], UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.AbsolutePath : address[0]);
            values.Set("query", address.Length == 2 ? address[1] : "");
        }

        values.Set("method", draft.Method.Method);
        draft.Put(place, Encoded(settings.Over.Fill(values)));
    }

    private static string BodyText(RequestDraft draft) =>
        draft.Form is { } form ? string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"))
        : draft.Body is { } body ? Encoding.UTF8.GetString(body.Span) : "";

    // The usual order of gateways: every parameter that has a value, by name, name=value joined by &.
    private static string Sorted(RequestDraft draft) => string.Join('&', draft.Query
        .Concat(draft.Form ?? [])
        .Concat(Fields(draft))
        .Where(p => p.Value.Length > 0)
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select(p => $"{p.Key}={p.Value}"));

    private static List<KeyValuePair<string, string>> Fields(RequestDraft draft)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (draft.Body is not { } body || draft.ContentType != "application/json")
        {
            return fields;
        }

        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
            {
                fields.Add(new(property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText()));
            }
        }

        return fields;
    }

    private string Encoded(string message)
    {
        var signature = signer.Compute(settings.Algorithm, Encoding.UTF8.GetBytes(message), settings.Key);
        return settings.Encode switch
        {
            "base64" => Convert.ToBase64String(signature),
            "HEX" => Convert.ToHexString(signature),
            _ => Convert.ToHexStringLower(signature),
        };
    }
}
