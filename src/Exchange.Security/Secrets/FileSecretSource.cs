using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Security;

namespace Exchange.Security.Secrets;

/// <summary>
/// Secrets and settings. Looked for in this order: the environment (<c>EXCHANGE_SECRET_name</c>, <c>EXCHANGE_SETTING_name</c>,
/// upper case, everything but letters and digits as an underscore); for secrets a folder with a file each
/// (<c>EXCHANGE_SECRETS_DIR</c>); then <c>.exchange/secrets.json</c>, where they are sealed, and <c>.exchange/settings.json</c>.
/// </summary>
public sealed class FileSecretSource : ISecretSource
{
    /// <summary>The environment variable that names the folder of secret files.</summary>
    public const string FolderVariable = "EXCHANGE_SECRETS_DIR";

    private const string SecretPrefix = "EXCHANGE_SECRET_";
    private const string SettingPrefix = "EXCHANGE_SETTING_";
    private const int LongestSecretFile = 64 * 1024;

    private readonly Lazy<ISealer> _sealer;
    private readonly Func<string, string?> _environment;
    private readonly NameValueFile _secrets;
    private readonly NameValueFile _settings;

    /// <summary>Creates the source of a home folder; opens nothing yet.</summary>
    /// <param name="home">The home folder.</param>
    /// <param name="sealer">Seals the secrets; made only when a sealed secret is read or set.</param>
    /// <param name="time">The clock.</param>
    public FileSecretSource(string home, Lazy<ISealer> sealer, TimeProvider time)
        : this(home, sealer, time, Environment.GetEnvironmentVariable)
    {
    }

    internal FileSecretSource(string home, Lazy<ISealer> sealer, TimeProvider time, Func<string, string?> environment)
    {
        _sealer = sealer;
        _environment = environment;
        _secrets = new NameValueFile(Path.Combine(home, ".exchange", "secrets.json"), "file of secrets", time);
        _settings = new NameValueFile(Path.Combine(home, ".exchange", "settings.json"), "file of settings", time);
    }

    /// <inheritdoc/>
    public string? Secret(string name)
    {
        if (!SecretName.IsValid(name))
        {
            return null;
        }

        if ((FromEnvironment(SecretPrefix, name) ?? FromFolder(name)) is { } given)
        {
            return given;
        }

        if (!_secrets.Read().TryGetValue(name, out var stored))
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(_sealer.Value.Open(Convert.FromBase64String(stored), Place(name)));
        }
        catch (Exception exception) when (exception is FormatException or ExchangeException { Kind: FailureKind.Data })
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"The secret '{name}' in '{_secrets.Path}' was changed and does not open.",
                $"Set it again: exchange secret set {name}");
        }
    }

    /// <inheritdoc/>
    public string? Setting(string name) =>
        !SecretName.IsValid(name) ? null : FromEnvironment(SettingPrefix, name) ?? _settings.Read().GetValueOrDefault(name);

    /// <summary>Seals a secret into the file, replacing the one of that name.</summary>
    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        SecretName.Check(name, "secret");
        var blob = Convert.ToBase64String(_sealer.Value.Seal(Encoding.UTF8.GetBytes(value), Place(name)));
        return _secrets.ChangeAsync(values => values[name] = blob, cancellationToken);
    }

    /// <summary>Removes a secret from the file.</summary>
    /// <returns>Whether it was there.</returns>
    public Task<bool> RemoveSecretAsync(string name, CancellationToken cancellationToken) => RemoveAsync(_secrets, name, cancellationToken);

    /// <summary>Writes a setting into the file, replacing the one of that name.</summary>
    public Task SetSettingAsync(string name, string value, CancellationToken cancellationToken)
    {
        SecretName.Check(name, "setting");
        return _settings.ChangeAsync(values => values[name] = value, cancellationToken);
    }

    /// <summary>Removes a setting from the file.</summary>
    /// <returns>Whether it was there.</returns>
    public Task<bool> RemoveSettingAsync(string name, CancellationToken cancellationToken) => RemoveAsync(_settings, name, cancellationToken);

    /// <summary>The settings of the file, with the environment's value where it has one; in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ListSettings() =>
        [.. _settings.Read().Select(p => KeyValuePair.Create(p.Key, FromEnvironment(SettingPrefix, p.Key) ?? p.Value))];

    /// <summary>The names of the secrets in the file and in the folder of secret files, in order; never a value.</summary>
    public IReadOnlyList<string> ListSecrets()
    {
        var folder = _environment(FolderVariable);
        var inFolder = string.IsNullOrEmpty(folder) || !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(SecretName.IsValid);
        return [.. _secrets.Read().Keys.Union(inFolder, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static byte[] Place(string name) => Encoding.UTF8.GetBytes($"secret/{name}");

    private static async Task<bool> RemoveAsync(NameValueFile file, string name, CancellationToken cancellationToken)
    {
        var removed = false;
        await file.ChangeAsync(values => removed = values.Remove(name), cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private string? FromEnvironment(string prefix, string name) =>
        _environment(SecretName.Variable(prefix, name)) is { Length: > 0 } value ? value : null;

    private string? FromFolder(string name)
    {
        if (_environment(FolderVariable) is not { Length: > 0 } folder)
        {
            return null;
        }

        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
        {
            return null;
        }

        if (file.Length > LongestSecretFile)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The secret file '{file.FullName}' has {file.Length} bytes.", $"Keep it below {LongestSecretFile} bytes.");
        }

        try
        {
            return File.ReadAllText(file.FullName).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"The secret file '{file.FullName}' cannot be read: {exception.Message}", "Let the hub's user read it.", exception);
        }
    }
}
