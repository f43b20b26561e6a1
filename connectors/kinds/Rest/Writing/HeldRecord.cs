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
        key.FindText(record) is not { Length: > 0 } text ? null : new HeldVersion(text)
        {
            Version = int.TryParse(version?.FindText(record), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            Digest = digest?.FindText(record),
            PlatformId = platformId?.FindText(record),
        };
}
