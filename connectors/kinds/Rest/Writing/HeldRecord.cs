using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Reads what a target says it holds.</summary>
internal static class HeldRecord
{
    /// <summary>The held version, or <see langword="null"/> where the record has no key.</summary>
    public static HeldVersion? Read(JsonElement record, FieldPath key, FieldPath? version, FieldPath? digest, FieldPath? platformId) =>
        key.FindText(record) is { Length: > 0 } text ? Of(text, record, version, digest, platformId) : null;

    /// <summary>What is held under a key.</summary>
    public static HeldVersion Of(string key, JsonElement record, FieldPath? version, FieldPath? digest, FieldPath? platformId) => new(key)
    {
        Version = int.TryParse(version?.FindText(record), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        Digest = digest?.FindText(record),
        PlatformId = platformId?.FindText(record),
    };
}
