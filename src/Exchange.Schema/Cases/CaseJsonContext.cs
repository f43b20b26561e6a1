using System.Text.Json.Serialization;

namespace Exchange.Schema.Cases;

/// <summary>JSON of cases, generated at build time. Absent is written as absent, never as null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Case))]
public sealed partial class CaseJsonContext : JsonSerializerContext;
