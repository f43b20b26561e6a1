using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Abstractions.Targets;

/// <summary>Puts key, version and operation on the JSON of an item, in place of properties of the same names.</summary>
/// <param name="Key">The property for the idempotency key; <see langword="null"/> for none.</param>
/// <param name="Version">The property for the version; <see langword="null"/> for none.</param>
/// <param name="Operation">The property for the operation, <c>upsert</c> or <c>withdraw</c>; where none is named, <c>operation</c> is written on withdrawals only.</param>
public sealed record ItemStamp(string? Key, string? Version, string? Operation)
{
    /// <summary>Writes an item as one JSON object; the values of its other properties are copied as they are.</summary>
    /// <exception cref="Failures.ExchangeException">The item is no JSON object (system).</exception>
    public void Write(Utf8JsonWriter writer, DeliveryItem item)
    {
        var withdraws = item.Operation == RecordOperation.Delete;
        var operation = Operation ?? (withdraws ? "operation" : null);
        var reader = new Utf8JsonReader(item.Json.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new Failures.ExchangeException(Failures.FailureKind.System, "An item to deliver is no JSON object.", "Check the outbound mapping.");
        }

        writer.WriteStartObject();
        if (Key is not null)
        {
            writer.WriteString(Key, item.Key);
        }

        if (Version is not null)
        {
            writer.WriteNumber(Version, item.Version);
        }

        if (operation is not null)
        {
            writer.WriteString(operation, withdraws ? "withdraw" : "upsert");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var stamped = Is(reader, Key) || Is(reader, Version) || Is(reader, operation);
            if (!stamped)
            {
                writer.WritePropertyName(reader.GetString()!);
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!stamped)
            {
                writer.WriteRawValue(item.Json.Span[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The idempotency key of a request: the same for the same items in the same order.</summary>
    public static string RequestKey(IEnumerable<DeliveryItem> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in items)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(item.Key));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool Is(in Utf8JsonReader reader, string? name) => name is not null && reader.ValueTextEquals(name);
}
