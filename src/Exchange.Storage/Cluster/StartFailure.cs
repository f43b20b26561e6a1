using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>Turns what PostgreSQL wrote when it would not start into a failure with a remedy.</summary>
internal static class StartFailure
{
    private static readonly (string Words, FailureKind Kind, string Remedy)[] Known =
    [
        ("No space left on device", FailureKind.System, "Free space on the disk of that folder, then start again; nothing is lost."),
        ("Disk quota exceeded", FailureKind.System, "Raise the quota or free space, then start again; nothing is lost."),
        ("Read-only file system", FailureKind.System, "Choose a home on a writable disk with --home."),
        ("Permission denied", FailureKind.System, "Run as the user who made the folder, or give that user the right to it."),
        ("Address already in use", FailureKind.Transient, "Other programs took each port that was tried; try again, or see who listens with: ss -ltnp"),
        ("Cannot allocate memory", FailureKind.System, "Free memory (the server asks for 256 MB at the start) or raise the memory limit of the container."),
        ("could not create shared memory segment", FailureKind.System, "Raise the shared memory limit (kernel.shmmax, kernel.shmall)."),
        ("database files are incompatible", FailureKind.Configuration, "Install the PostgreSQL version that made the folder, or name a server with --db."),
        ("could not access file", FailureKind.Configuration, "An extension library is missing: install the server's contrib package."),
        ("invalid value for parameter", FailureKind.Configuration, "Mend the extra server setting that the log names."),
        ("unrecognized configuration parameter", FailureKind.Configuration, "Remove the extra server setting that the log names."),
    ];

    public static bool PortWasTaken(string said) =>
        said.Contains("Address already in use", StringComparison.Ordinal)
        || said.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);

    public static ExchangeException From(string act, string folder, string said)
    {
        var (_, kind, remedy) = Known.FirstOrDefault(k => said.Contains(k.Words, StringComparison.Ordinal));
        var line = said.Split('\n').LastOrDefault(l => l.Contains("FATAL", StringComparison.Ordinal) || l.Contains("PANIC", StringComparison.Ordinal))
            ?? said.Split('\n').LastOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
            ?? "it said nothing";
        return new ExchangeException(
            remedy is null ? FailureKind.System : kind,
            $"The private PostgreSQL in {folder} could not be {act}: {line.Trim()}",
            remedy ?? $"Look into {Path.Combine(folder, "log")}; a server of your own is named with --db.");
    }
}
