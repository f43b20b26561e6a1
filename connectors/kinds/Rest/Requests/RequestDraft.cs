using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>A request while it is put together: address, parameters, headers and body are still apart, so that they can be signed and sealed.</summary>
internal sealed class RequestDraft(HttpMethod method, string path, RequestValues values)
{
    public HttpMethod Method { get; } = method;

    /// <summary>A path under the base address, escaped, or an address.</summary>
    public string Path { get; } = path;

    /// <summary>The path as the file has it, for messages: without the values of a record.</summary>
    public string Shown { get; init; } = path;

    public RequestValues Values { get; } = values;

    public List<KeyValuePair<string, string>> Query { get; } = [];

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>The fields of a form; <see langword="null"/> for another body or none.</summary>
    public List<KeyValuePair<string, string>>? Form { get; set; }

    /// <summary>The body, UTF-8 whatever it is sent in; <see langword="null"/> for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; set; }

    public string ContentType { get; set; } = "application/json";

    /// <summary>The character set of body and parameters.</summary>
    public CharacterSet Characters { get; set; } = CharacterSet.Utf8;

    public bool Repeatable { get; set; }

    /// <summary>Puts a value where a file says.</summary>
    public void Put(Placement placement, string value)
    {
        var pair = KeyValuePair.Create(placement.Name, placement.Prefix + value);
        switch (placement.Kind)
        {
            case "header":
                Headers.Add(pair);
                break;
            case "query":
                Query.Add(pair);
                break;
            case "body" when Form is not null || (Body is null && Method != HttpMethod.Get):
                (Form ??= []).Add(pair);
                break;
            default:
                Change(placement.Name, _ => JsonValue.Create(pair.Value));
                break;
        }
    }

    /// <summary>Changes a value of a JSON body, or adds it.</summary>
    /// <param name="place">Names joined by dots.</param>
    /// <param name="change">Gives the new value for the old one.</param>
    public void Change(string place, Func<JsonNode?, JsonNode?> change)
    {
        JsonObject? root = null;
        try
        {
            root = Body is { } body ? JsonNode.Parse(body.Span) as JsonObject : null;
        }
        catch (JsonException)
        {
            // Told below.
        }

        var names = place.Split('.');
        var target = root;
        foreach (var name in names[..^1])
        {
            target = target is null ? null : target[name] as JsonObject ?? (JsonObject)(target[name] = new JsonObject());
        }

        if (target is null)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The request {Method} {Shown} has no JSON object as its body, so that '{place}' cannot be put into it.", "Put it into a header or the query, or use a placeholder in the body.");
        }

        target[names[^1]] = change(target[names[^1]]?.DeepClone());
        Body = Encoding.UTF8.GetBytes(root!.ToJsonString(Readable));
    }

    /// <summary>The address with its parameters.</summary>
    public string Address()
    {
        var address = new StringBuilder(Path);
        var separator = Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in Query)
        {
            // An address the system gave for the next page brings its parameters along.
            if (separator == '&' && Names(Path, name))
            {
                continue;
            }

            address.Append(separator).Append(Escape(name)).Append('=').Append(Escape(value));
            separator = '&';
        }

        return address.ToString();
    }

    /// <summary>Makes sure that everything can be written in the declared character set.</summary>
    /// <exception cref="ExchangeException">It cannot (data).</exception>
    public void CheckCharacters()
    {
        if (Characters != CharacterSet.Utf8)
        {
            _ = Content();
            _ = Address();
        }
    }

    /// <summary>The finished request.</summary>
    public HttpRequestMessage ToMessage(Func<string, Uri> locate)
    {
        var request = new HttpRequestMessage(Method, locate(Address())) { Content = Content() };
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            {
                throw new ExchangeException(FailureKind.Configuration, $"The header '{name}' cannot be sent.", "Choose another header name in the connector file.");
            }
        }

        request.Options.Set(RepeatableRequest.Option, Repeatable);
        return request;
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool Names(string path, string parameter) =>
        path.Contains($"?{parameter}=", StringComparison.Ordinal) || path.Contains($"&{parameter}=", StringComparison.Ordinal);

    private HttpContent? Content()
    {
        if (Form is { } form)
        {
            if (Characters == CharacterSet.Utf8)
            {
                return new FormUrlEncodedContent(form);
            }

            var text = string.Join('&', form.Select(f => $"{Escape(f.Key)}={Escape(f.Value)}"));
            return Typed(new ByteArrayContent(Encoding.ASCII.GetBytes(text)), "application/x-www-form-urlencoded");
        }

        return Body is not { } body ? null
            : Typed(Characters == CharacterSet.Utf8 ? new ReadOnlyMemoryContent(body) : new ByteArrayContent(Encode(Encoding.UTF8.GetString(body.Span))), ContentType);
    }

    private HttpContent Typed(HttpContent content, string type)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type) { CharSet = Characters.Name };
        return content;
    }

    private string Escape(string text)
    {
        if (Characters == CharacterSet.Utf8)
        {
            return Uri.EscapeDataString(text);
        }

        var escaped = new StringBuilder();
        foreach (var one in Encode(text))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                escaped.Append((char)one);
            }
            else
            {
                escaped.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private byte[] Encode(string text)
    {
        try
        {
            return Characters.Encoding.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ExchangeException(
                FailureKind.Data, $"The request {Method} {Shown} holds a character that {Characters.Name} does not have.", "Declare gb18030, which has them all, if the system reads it.", exception);
        }
    }
}
