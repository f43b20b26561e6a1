using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Signing;

/// <summary>What a gateway wants encrypted, and sends encrypted: <c>seal: { algorithm, key, iv, encode, request, reply }</c>.</summary>
internal sealed record SealSettings
{
    public required string Algorithm { get; init; }

    /// <summary>The key in hex; of <c>sm2</c> the system's public point.</summary>
    public required string Key { get; init; }

    /// <summary>The key for replies: of <c>sm2</c> the hub's private one; otherwise the same.</summary>
    public required string ReplyKey { get; init; }

    public string? Initialisation { get; init; }

    /// <summary><c>base64</c>, <c>hex</c> or <c>HEX</c>.</summary>
    public required string Encode { get; init; }

    /// <summary>The field of a request's body that is sealed, <c>$</c> for all of it.</summary>
    public string? Request { get; init; }

    /// <summary>The field of a reply that is sealed, <c>$</c> for all of it.</summary>
    public string? Reply { get; init; }

    /// <summary>What the reply's field holds once opened: <c>json</c>, <c>xml</c> or <c>text</c>.</summary>
    public required string Format { get; init; }

    public static SealSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var algorithm = reader.Choice("algorithm", "sm4-cbc", "sm4-ecb", "aes-cbc", "sm2");
        var key = reader.RequiredText("key");
        var settings = new SealSettings
        {
            Algorithm = algorithm,
            Key = key,
            ReplyKey = reader.Text("replyKey") ?? key,
            Initialisation = reader.Text("iv"),
            Encode = reader.Choice("encode", "base64", "hex", "HEX"),
            Request = reader.Text("request"),
            Reply = reader.Has("reply") ? reader.Path("reply")?.Text : null,
            Format = reader.Choice("format", "json", "xml", "text"),
        };
        if (settings.Initialisation is null && algorithm.EndsWith("-cbc", StringComparison.Ordinal))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: '{algorithm}' needs an 'iv'.", "Add 'iv:' as the interface book gives it, in hex.");
        }

        if (settings.Request is null && settings.Reply is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: nothing is sealed.", "Name the sealed field with 'request: data', 'reply: data', or both.");
        }

        if (algorithm == "sm2" && settings.Reply is not null && !reader.Has("replyKey"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: a reply sealed with sm2 needs 'replyKey'.", "Add the hub's private key: 'replyKey: \"${secret:…}\"'.");
        }

        reader.Finish();
        return settings;
    }
}
