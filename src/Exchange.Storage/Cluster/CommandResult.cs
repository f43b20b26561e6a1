namespace Exchange.Storage.Cluster;

/// <summary>How a command of the system ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
