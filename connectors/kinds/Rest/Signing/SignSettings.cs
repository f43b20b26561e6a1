using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Signing;

/// <summary>The signature a gateway wants on every request: <c>sign: { algorithm, over, key, encode, as }</c>.</summary>
internal sealed record SignSettings
{
    /// <summary>What only a finished request has.</summary>
    public static readonly string[] OfRequest = ["body", "params", "method", "path", "query"];

    public required string Algorithm { get; init; }

    /// <summary>What is signed.</summary>
    public required TemplateText Over { get; init; }

    public string? Key { get; init; }

    /// <summary><c>hex</c>, <c>HEX</c> or <c>base64</c>.</summary>
    public required string Encode { get; init; }

    /// <summary>Where it is put; <see langword="null"/> where templates use <c>{sign}</c>.</summary>
    public Placement? Place { get; init; }

    public static SignSettings? Read(ConfigReader? reader, IReadOnlyCollection<string> named)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new SignSettings
        {
            Algorithm = reader.Choice("algorithm", [.. IMessageSigner.Algorithms]),
            Over = TemplateText.Parse(reader.RequiredText("over")),
            Key = reader.Text("key"),
            Encode = reader.Choice("encode", "hex", "HEX", "base64"),
            Place = Placement.Read(reader),
        };
        if (!reader.Has("algorithm"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'algorithm' is missing.", $"Add one of {string.Join(", ", IMessageSigner.Algorithms)}.");
        }

        Placeholders.Check(reader, settings.Over.Placeholders, [.. OfRequest, .. RequestValues.Generated.Where(g => g != "sign"), .. named]);
        if (settings.Key is null && (settings.Algorithm.StartsWith("hmac", StringComparison.Ordinal) || settings.Algorithm is "sm2" or "rsa-sha256"))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: '{settings.Algorithm}' needs a 'key'.", "Add 'key: \"${secret:…}\"'.");
        }

        if (settings.Place is null && settings.Over.Names.Any(n => OfRequest.Contains(n)))
        {
            reader.Problems.Error(
                reader.Map.Location, $"{reader.What}: 'as' is missing, and what is signed is known only once the request is finished.", "Add 'as: { header: sign }', or query or body.");
        }

        reader.Finish();
        return settings;
    }
}
