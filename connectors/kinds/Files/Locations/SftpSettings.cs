using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Files.Locations;

/// <summary>How to reach an SFTP server.</summary>
internal sealed record SftpSettings
{
    private const int DigestLength = 43;

    public required string Host { get; init; }

    public int Port { get; init; } = 22;

    public required string User { get; init; }

    public string? Password { get; init; }

    public string? PrivateKey { get; init; }

    public string? Passphrase { get; init; }

    /// <summary>The SHA-256 fingerprint of the server's host key: base64 without padding.</summary>
    public required string HostKeyDigest { get; init; }

    /// <summary>How long connecting or one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public static SftpSettings Read(ConfigReader reader)
    {
        var settings = new SftpSettings
        {
            Host = reader.RequiredText("host"),
            Port = reader.Integer("port", 22, 1, 65535),
            User = reader.RequiredText("user"),
            Password = reader.Text("password"),
            PrivateKey = reader.Text("privateKey"),
            Passphrase = reader.Text("passphrase"),
            HostKeyDigest = HostKey(reader),
            Timeout = reader.Duration("timeout", TimeSpan.FromSeconds(30)),
        };
        if (settings.Password is null == settings.PrivateKey is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: give either 'password' or 'privateKey'.", "Write password: \"${secret:name}\" or privateKey: \"${secret:name}\".");
        }

        if (settings.Passphrase is not null && settings.PrivateKey is null)
        {
            reader.Problems.Error(reader.Node("passphrase")!.Location, $"{reader.What}: 'passphrase' belongs to a 'privateKey'.", "Add 'privateKey', or remove 'passphrase'.");
        }

        if (settings.Timeout < TimeSpan.FromSeconds(1) || settings.Timeout > TimeSpan.FromHours(1))
        {
            reader.Problems.Error(reader.Node("timeout")!.Location, $"{reader.What}: 'timeout' is out of bounds.", "Give 1s to 1h.");
        }

        return settings;
    }

    private static string HostKey(ConfigReader reader)
    {
        var text = reader.Text("hostKey");
        if (string.IsNullOrEmpty(text))
        {
            reader.Problems.Error(
                reader.Map.Location,
                $"{reader.What}: 'hostKey' is missing.",
                "Ask the owner of the server for the SHA-256 fingerprint of its host key (ssh-keygen -lf on the server) and write hostKey: \"SHA256:…\".");
            return "";
        }

        if (text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var digest = (text.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text).TrimEnd('=');
        if (digest.Length != DigestLength || !digest.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'))
        {
            reader.Problems.Error(reader.Node("hostKey")!.Location, $"{reader.What}: 'hostKey' is no SHA-256 fingerprint.", "Write it as ssh-keygen -lf shows it: SHA256: and 43 characters.");
        }

        return digest;
    }
}
