using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Security.Keys;

/// <summary>The key file's JSON.</summary>
internal static class KeyFile
{
    private const int Format = 1;

    public static byte[] Write(IReadOnlyList<MasterKey> keys, uint current, uint digestKey, CipherSuite digestSuite)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteString("current", Name(current));
            writer.WriteString("digestKey", Name(digestKey));
            writer.WriteString("digestSuite", CipherSuites.Word(digestSuite));
            writer.WriteStartArray("keys");
            foreach (var key in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("id", key.Name);
                writer.WriteString("created", key.Created.ToString("O", CultureInfo.InvariantCulture));
                writer.WriteBase64String("key", key.Secret);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <exception cref="ExchangeException">The file is not a key file (configuration).</exception>
    public static KeyRing Read(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != Format)
            {
                throw new FormatException("unknown format");
            }

            var keys = new List<MasterKey>();
            foreach (var element in root.GetProperty("keys").EnumerateArray())
            {
                var secret = element.GetProperty("key").GetBytesFromBase64();
                if (secret.Length != MasterKey.Length)
                {
                    throw new FormatException("a key of another length");
                }

                keys.Add(new MasterKey(
                    Number(element.GetProperty("id")),
                    element.GetProperty("created").GetDateTimeOffset(),
                    secret));
            }

            return new KeyRing(
                path,
                keys,
                Find(keys, Number(root.GetProperty("current"))),
                Find(keys, Number(root.GetProperty("digestKey"))),
                CipherSuites.Parse(root.GetProperty("digestSuite").GetString() ?? "", path));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            // The cause is left out: a parser may quote what it read.
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The key file '{path}' is damaged or not a key file of the hub.",
                "Restore it from its back-up; without it nothing that was sealed can be opened. Never delete it while the database is in use.");
        }
    }

    private static string Name(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);

    private static uint Number(JsonElement element) =>
        uint.Parse(element.GetString() ?? "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static MasterKey Find(List<MasterKey> keys, uint id) =>
        keys.Find(k => k.Id == id) ?? throw new FormatException("a key that is not there");
}
