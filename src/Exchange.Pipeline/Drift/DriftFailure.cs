using Exchange.Abstractions.Failures;

namespace Exchange.Pipeline.Drift;

/// <summary>The failure of a run that a stream's contract stopped.</summary>
internal static class DriftFailure
{
    public static ExchangeException Of(string stream, DriftNote note)
    {
        var code = note.Kind == DriftKind.UnknownCode;
        return new ExchangeException(
            FailureKind.Data,
            $"{stream}: {DriftContract.NameOf(note.Kind)} '{note.Field}'{(code ? $" = '{note.Value}'" : "")}: the contract of the stream says to stop.",
            code
                ? "Give the code a meaning: exchange codes map. The next run goes on from the last commit."
                : $"Ask the owner of the system; then adapt the mapping, or: exchange drift accept {stream} --field {note.Field}. The next run goes on from the last commit.")
        {
            Field = note.Field,
        };
    }
}
