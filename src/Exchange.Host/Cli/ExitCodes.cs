using Exchange.Abstractions.Failures;

namespace Exchange.Host.Cli;

/// <summary>The exit codes of all verbs.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work ran and something needs attention.</summary>
    public const int Attention = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>A source, target or database could not be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The exit code of a failure.</summary>
    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Configuration => Usage,
        FailureKind.Transient => Unreachable,
        _ => Attention,
    };
}
