using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Mapping;

namespace Exchange.Storage.Quarantine;

/// <summary>Errors of a record as the quarantine keeps them.</summary>
internal static class FieldErrorsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<FieldError> errors) => JsonSerializer.Serialize(errors, Options);

    public static IReadOnlyList<FieldError> Read(string json) => JsonSerializer.Deserialize<List<FieldError>>(json, Options) ?? [];
}
