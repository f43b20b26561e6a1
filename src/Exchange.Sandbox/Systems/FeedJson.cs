using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exchange.Sandbox.Systems;

/// <summary>JSON of bodies, with Chinese left as it is.</summary>
internal static class FeedJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(object? body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);
}
