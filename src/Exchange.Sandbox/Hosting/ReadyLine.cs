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
    SandboxCredentials Credentials);
