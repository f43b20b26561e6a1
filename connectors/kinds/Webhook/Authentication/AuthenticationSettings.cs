using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Authentication;

/// <summary>Reads <c>settings.auth</c>.</summary>
internal static class AuthenticationSettings
{
    public static IAuthentication? Read(ConfigReader settings, TimeZoneInfo zone)
    {
        if (settings.Section("auth") is not { } auth)
        {
            settings.Problems.Error(
                settings.Map.Location, $"{settings.What}: 'auth' is missing.", "Say how a request proves who sent it: auth: { type: signed, … } or { type: header, … }; anybody could push otherwise.");
            return null;
        }

        IAuthentication? read = auth.Choice("type", "signed", "header", "basic") switch
        {
            "header" => new SharedSecret(auth.RequiredText("name"), auth.RequiredText("value")),
            "basic" => SharedSecret.Basic(auth.RequiredText("user"), auth.RequiredText("password")),
            "signed" => Signed(auth, zone),
            _ => null,
        };
        auth.Finish();
        return read;
    }

    private static SignedRequest? Signed(ConfigReader auth, TimeZoneInfo zone)
    {
        var algorithm = auth.Text("algorithm") ?? "hmac-sha256";
        if (!IMessageSigner.Algorithms.Contains(algorithm, StringComparer.Ordinal) || algorithm is "sm2" or "rsa-sha256")
        {
            auth.Problems.Error(auth.Node("algorithm")!.Location, $"{auth.What}: '{algorithm}' cannot be checked with a shared secret.", "Use hmac-sha256, hmac-sm3, or a hash over a text that holds {secret}.");
            return null;
        }

        var over = auth.Text("over") ?? "{header:X-Timestamp}\n{body}";
        var text = SigningText.Parse(over);
        if (text is null)
        {
            auth.Problems.Error(auth.Node("over")!.Location, $"{auth.What}: 'over' has a placeholder the hub does not know.", "Use {body}, {secret}, {header:NAME} and {query:NAME}.");
            return null;
        }

        var secret = auth.RequiredText("secret");
        if (!algorithm.StartsWith("hmac-", StringComparison.Ordinal) && !over.Contains("{secret}", StringComparison.Ordinal))
        {
            auth.Problems.Error(auth.Map.Location, $"{auth.What}: {algorithm} over a text without the secret proves nothing.", "Put {secret} into 'over', or use hmac-sha256.");
        }

        var format = auth.Text("timestampFormat") ?? "epochSeconds";
        if (!TimeText.IsFormat(format))
        {
            auth.Problems.Error(auth.Node("timestampFormat")!.Location, $"{auth.What}: '{format}' is no time format.", "Write epochSeconds, epochMilliseconds or a format such as yyyyMMddHHmmss.");
            return null;
        }

        var tolerance = auth.Duration("tolerance", TimeSpan.FromMinutes(5));
        if (tolerance > TimeSpan.FromHours(1))
        {
            auth.Problems.Error(auth.Node("tolerance")!.Location, $"{auth.What}: a signature good for more than an hour invites replays.", "Set the clocks right, and give at most 1h.");
        }

        return new SignedRequest
        {
            Algorithm = algorithm,
            Secret = secret,
            Over = text,
            SignatureHeader = auth.Text("signature") ?? "X-Signature",
            Base64 = auth.Has("encode") && auth.Choice("encode", "hex", "base64") == "base64",
            TimestampHeader = auth.Text("timestamp") ?? "X-Timestamp",
            Timestamp = new TimeText(format, zone),
            Tolerance = tolerance,
            NonceHeader = auth.Text("nonce"),
        };
    }
}
