using Exchange.Abstractions.Security;

namespace Exchange.Host.Cli.Conformance;

/// <summary>Gives secrets and keeps in mind which, so that they can be looked for where they must not stand.</summary>
/// <param name="source">Where they come from.</param>
internal sealed class NotedSecrets(ISecretSource source) : ISecretSource
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>The secrets that were given.</summary>
    public IReadOnlyCollection<string> Values => _values;

    public string? Secret(string name)
    {
        var value = source.Secret(name);
        if (!string.IsNullOrEmpty(value))
        {
            _values.Add(value);
        }

        return value;
    }

    public string? Setting(string name) => source.Setting(name);
}
