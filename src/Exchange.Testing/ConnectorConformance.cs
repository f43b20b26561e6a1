using Exchange.Abstractions.Connectors;
using Exchange.Testing.Sources;
using Exchange.Testing.Targets;

namespace Exchange.Testing;

/// <summary>
/// Tests a connector as the hub will use it, whatever its kind. Without <see cref="ConformanceOptions.Write"/> it only reads.
/// A check the connector file leaves out, or that does not apply, is skipped with its reason.
/// </summary>
public static class ConnectorConformance
{
    private static readonly IStreamCheck[] StreamChecks =
    [
        new DiscoverCheck(), new KeysCheck(), new FullReadTwiceCheck(), new LookBackCheck(), new FarFutureCheck(), new PageEdgeCheck(),
        new LateRowsCheck(), new ResumeCheck(), new CompleteListingCheck(), new AcknowledgeCheck(), new BudgetCheck(),
    ];

    private static readonly ISourceCheck[] SourceChecks = [new CheckOkCheck(), new WrongCredentialsCheck(), new UnreachableCheck(), new SecretsCheck()];

    private static readonly ITargetCheck[] TargetChecks =
    [
        new TargetCheckOkCheck(), new TargetWrongCredentialsCheck(), new TargetUnreachableCheck(), new ListKeysCheck(), new AskUnknownCheck(),
        new PerRecordResultsCheck(), new RepeatCheck(), new RestartCheck(), new OlderVersionCheck(), new OnUnknownCheck(), new TargetSecretsCheck(),
    ];

    /// <summary>The names of the checks, as <see cref="ConformanceChecks.All"/> has them.</summary>
    public static IReadOnlyList<string> Checks { get; } = [.. SourceChecks.Select(c => c.Name), .. StreamChecks.Select(c => c.Name), .. TargetChecks.Select(c => c.Name)];

    /// <summary>Runs every check.</summary>
    /// <param name="subject">The connector.</param>
    /// <param name="options">How it is tested.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public static async Task<ConformanceReport> RunAsync(ConformanceSubject subject, ConformanceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(options);
        var run = new ConformanceRun(subject, options);
        if (subject.Source is not null)
        {
            await run.SourceAsync(SourceChecks, StreamChecks, cancellationToken);
        }

        if (subject.Target is not null && options.Streams is null)
        {
            await run.TargetAsync(TargetChecks, cancellationToken);
        }

        return run.Report();
    }
}
