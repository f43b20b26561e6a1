namespace Exchange.Abstractions.Configuration;

/// <summary>Collects every problem of a file, so that all are reported at once.</summary>
public sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>What has been reported, in the order of reporting.</summary>
    public IReadOnlyList<Problem> Items => _problems;

    /// <summary>Whether any problem makes the file unusable.</summary>
    public bool HasErrors => _problems.Exists(p => p.Severity == ProblemSeverity.Error);

    /// <summary>Reports a problem that makes the file unusable.</summary>
    public void Error(SourceLocation location, string message, string remedy) =>
        _problems.Add(new Problem(location, ProblemSeverity.Error, message, remedy));

    /// <summary>Reports a problem the file can be used with.</summary>
    public void Warning(SourceLocation location, string message, string remedy) =>
        _problems.Add(new Problem(location, ProblemSeverity.Warning, message, remedy));

    /// <summary>Adds problems found elsewhere.</summary>
    public void AddRange(IEnumerable<Problem> problems) => _problems.AddRange(problems);
}
