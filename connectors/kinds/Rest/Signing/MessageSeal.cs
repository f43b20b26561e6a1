using System.Text;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Signing;

/// <summary>Encrypts what goes out and decrypts what comes back.</summary>
internal sealed class MessageSeal(SealSettings settings, IMessageSigner signer)
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public SealSettings Settings { get; } = settings;

    /// <summary>Seals the body of a request, or its declared field.</summary>
    public void Apply(RequestDraft draft)
    {
        if (Settings.Request is not { } field)
        {
            return;
        }

        if (field == "$")
        {
            if (draft.Body is { } body)
            {
                draft.Body = Encoding.ASCII.GetBytes(Sealed(body.Span));
                draft.ContentType = "text/plain";
            }
        }
        else if (draft.Form is { } form)
        {
            draft.Form = [.. form.Select(f => f.Key == field ? KeyValuePair.Create(f.Key, Sealed(Encoding.UTF8.GetBytes(f.Value))) : f)];
        }
        else if (draft.Body is not null)
        {
            draft.Change(field, old => old is null ? null : JsonValue.Create(Sealed(Encoding.UTF8.GetBytes(old is JsonValue value && value.TryGetValue<string>(out var text) ? text : old.ToJsonString(Readable)))));
        }
    }

    /// <summary>Opens what a reply holds.</summary>
    /// <exception cref="ExchangeException">It was not sealed with this key (data).</exception>
    public byte[] Open(string text, string place)
    {
        byte[] bytes;
        try
        {
            bytes = Settings.Encode == "base64" ? Convert.FromBase64String(text.Trim()) : Convert.FromHexString(text.Trim());
        }
        catch (FormatException exception)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: what should be sealed is not {Settings.Encode}.", "Check 'reply' and 'encode' under settings: seal.", exception);
        }

        try
        {
            return signer.Decrypt(Settings.Algorithm, bytes, Settings.ReplyKey, Settings.Initialisation);
        }
        catch (ExchangeException exception) when (exception.Kind == FailureKind.Data)
        {
            throw new ExchangeException(FailureKind.Data, $"{place}: the sealed reply cannot be opened with this key ({Settings.Algorithm}).", "Compare key, iv and encode under settings: seal with the interface book; ask the owner of the system whether its key changed.", exception);
        }
    }

    private string Sealed(ReadOnlySpan<byte> clear)
    {
        var bytes = signer.Encrypt(Settings.Algorithm, clear, Settings.Key, Settings.Initialisation);
        return Settings.Encode switch
        {
            "hex" => Convert.ToHexStringLower(bytes),
            "HEX" => Convert.ToHexString(bytes),
            _ => Convert.ToBase64String(bytes),
        };
    }
}
