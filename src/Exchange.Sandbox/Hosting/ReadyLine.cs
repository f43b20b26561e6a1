using Exchange.Sandbox.Systems;

namespace Exchange.Sandbox;

/// <summary>What the sandbox prints once, when everything answers.</summary>
internal sealed record ReadyLine(
    bool Ready,
    string Url,
    string LivelihoodConnection,
    int Pid,
    long Cases,
    long Seed,
    IReadOnlyList<string> Systems,
    SandboxCredentials Credentials)
{
    /// <summary>What the hub must be told to connect to all of them: settings by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>And secrets by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Systems that were asked for and are not there.</summary>
    public IReadOnlyList<NotStarted> NotStarted { get; init; } = [];

    /// <summary>Adds what the hub must be told.</summary>
    public ReadyLine With(IReadOnlyList<HubValue> values) => this with
    {
        Settings = values.Where(v => !v.IsSecret).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
        Secrets = values.Where(v => v.IsSecret).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
    };
}
