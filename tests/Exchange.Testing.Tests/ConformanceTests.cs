namespace Exchange.Testing.Tests;

/// <summary>Runs the kit on a connector: a class that says which one inherits the test.</summary>
public abstract class ConformanceTests
{
    /// <summary>The connector.</summary>
    protected abstract ConformanceSubject Subject { get; }

    /// <summary>How it is tested.</summary>
    protected abstract ConformanceOptions Options { get; }

    /// <summary>The checks that do not apply to it.</summary>
    protected virtual IReadOnlyList<string> NotApplicable => [];

    [Fact]
    public async Task Connector_EveryCheck_Holds()
    {
        var report = await ConnectorConformance.RunAsync(Subject, Options);

        Assert.Empty(report.Outcomes.Where(o => o.State == CheckState.Failed).Select(o => $"{o.Stream} {o.Check}: {o.Reason}"));
        Assert.Equal(NotApplicable.Order(StringComparer.Ordinal), report.Skipped.Select(s => s.Check).Distinct().Order(StringComparer.Ordinal));
    }
}
