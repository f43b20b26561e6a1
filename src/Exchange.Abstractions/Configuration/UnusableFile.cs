using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Configuration;

/// <summary>Turns the problems of a file into a failure, for callers that need the file now.</summary>
public static class UnusableFile
{
    /// <summary>Throws the first error of the list, telling how many more there are.</summary>
    /// <exception cref="ExchangeException">There is an error (configuration).</exception>
    public static void ThrowIfAny(ProblemList problems)
    {
        var errors = problems.Items.Where(p => p.Severity == ProblemSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            var more = errors.Count == 1 ? "" : $" ({errors.Count - 1} more problems)";
            throw new ExchangeException(FailureKind.Configuration, errors[0].Message + more, errors[0].Remedy) { Location = errors[0].Location };
        }
    }
}
