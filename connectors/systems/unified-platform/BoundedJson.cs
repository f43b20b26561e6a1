using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Refit;

namespace Exchange.UnifiedPlatform;

/// <summary>Reads replies of a bounded size; a code may come as a number or a text.</summary>
internal sealed class BoundedJson : IHttpContentSerializer
{
    private const int Largest = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 64,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new TextConverter() },
    };

    private readonly SystemTextJsonContentSerializer _inner = new(Options);

    public HttpContent ToHttpContent<T>(T item) => _inner.ToHttpContent(item);

    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        // Throws once the reply is larger than the bound, before it is parsed.
        await content.LoadIntoBufferAsync(Largest, cancellationToken);
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<T>(stream, Options, cancellationToken);
    }

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => _inner.GetFieldNameForProperty(propertyInfo);

    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new JsonException("A text was expected."),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
