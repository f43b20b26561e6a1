using Exchange.Abstractions.Connectors;
using Exchange.Testing.Tests.Models;

namespace Exchange.Testing.Tests;

/// <summary>The kit passes what is sound and catches each thing that can be wrong.</summary>
public sealed class ConnectorConformanceTests
{
    [Fact]
    public async Task RunAsync_SoundConnector_PassesEveryCheck()
    {
        var system = new ModelSystem(Fault.None);

        var report = await ConnectorConformance.RunAsync(system.Subject(), system.Options);

        Assert.Empty(report.Outcomes.Where(o => o.State != CheckState.Passed).Select(o => $"{o.Check}: {o.State} {o.Reason}"));
        Assert.Equal(ConformanceChecks.All.Order(StringComparer.Ordinal), report.Outcomes.Select(o => o.Check).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Fault.CheckFails, "check-ok")]
    [InlineData(Fault.TakesWrongCredentials, "wrong-credentials")]
    [InlineData(Fault.WrongCredentialsPass, "wrong-credentials")]
    [InlineData(Fault.UnreachableIsWell, "unreachable")]
    [InlineData(Fault.UnreachableStays, "unreachable")]
    [InlineData(Fault.UnreachableHangs, "unreachable")]
    [InlineData(Fault.DiscoverForgetsAField, "discover")]
    [InlineData(Fault.KeyIsNull, "keys")]
    [InlineData(Fault.KeyRepeats, "keys")]
    [InlineData(Fault.ContentChanges, "full-read-twice")]
    [InlineData(Fault.FullReadLoses, "full-read-twice")]
    [InlineData(Fault.CursorNarrowsNothing, "look-back")]
    [InlineData(Fault.CursorLosesNewer, "look-back")]
    [InlineData(Fault.FutureReadsAll, "far-future")]
    [InlineData(Fault.PageEdgeLoses, "page-edge")]
    [InlineData(Fault.LateIsLost, "late-rows")]
    [InlineData(Fault.CursorIsAhead, "resume")]
    [InlineData(Fault.CancellationIsIgnored, "resume")]
    [InlineData(Fault.CutIsComplete, "complete-listing")]
    [InlineData(Fault.NeverComplete, "complete-listing")]
    [InlineData(Fault.AcknowledgedTwiceIsLost, "acknowledge")]
    [InlineData(Fault.BudgetIsIgnored, "budget")]
    [InlineData(Fault.PermitsAreKept, "budget")]
    [InlineData(Fault.WindowIsIgnored, "budget")]
    [InlineData(Fault.SecretInMessage, "secrets")]
    [InlineData(Fault.SecretInException, "secrets")]
    [InlineData(Fault.BreaksOff, "keys")]
    [InlineData(Fault.CheckFails, "target-check-ok")]
    [InlineData(Fault.TakesWrongCredentials, "target-wrong-credentials")]
    [InlineData(Fault.UnreachableStays, "target-unreachable")]
    [InlineData(Fault.ListIsUnordered, "list-keys")]
    [InlineData(Fault.ListRepeats, "list-keys")]
    [InlineData(Fault.AskKnowsAll, "ask-unknown")]
    [InlineData(Fault.ResultIsMissing, "per-record-results")]
    [InlineData(Fault.BadSinksAll, "per-record-results")]
    [InlineData(Fault.RepeatHasEffect, "repeat")]
    [InlineData(Fault.RestartForgets, "restart")]
    [InlineData(Fault.OlderHasEffect, "older-version")]
    [InlineData(Fault.AskForgets, "on-unknown")]
    [InlineData(Fault.SecretInMessage, "target-secrets")]
    public async Task RunAsync_BrokenConnector_IsCaughtByItsCheck(Fault fault, string check)
    {
        var system = new ModelSystem(fault);

        var report = await ConnectorConformance.RunAsync(system.Subject(), system.Options);

        var outcome = Assert.Single(report.Outcomes, o => o.Check == check);
        Assert.True(outcome.State == CheckState.Failed, $"{check} is {outcome.State}: {outcome.Reason}");
        Assert.NotEmpty(outcome.Reason!);
        Assert.DoesNotContain(ModelSystem.Password, string.Concat(report.Outcomes.Select(o => o.Reason)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CheckLeftOut_IsSkippedWithTheReasonOfTheFile()
    {
        var system = new ModelSystem(Fault.ContentChanges);

        var report = await ConnectorConformance.RunAsync(
            system.Subject(new ConformanceSkip("full-read-twice", "cases", "it counts its reads"), new ConformanceSkip("keys", "other", "not this one")), system.Options);

        var skipped = Assert.Single(report.Skipped);
        Assert.Equal(("full-read-twice", "it counts its reads"), (skipped.Check, skipped.Reason));
        Assert.Equal(0, report.Failed);
    }

    [Fact]
    public async Task RunAsync_WithoutWrite_WritesNothing()
    {
        var system = new ModelSystem(Fault.None);

        var report = await ConnectorConformance.RunAsync(system.Subject(), system.Options with { Write = false });

        Assert.Equal(0, report.Failed);
        Assert.Equal(
            ["acknowledge", "late-rows", "older-version", "on-unknown", "per-record-results", "repeat", "restart"],
            report.Skipped.Select(s => s.Check).Order(StringComparer.Ordinal));
        Assert.All(report.Skipped, s => Assert.Contains("--write", s.Reason, StringComparison.Ordinal));
        Assert.All(system.Rows, r => Assert.Equal(0, r.Acknowledged));
        Assert.Equal(30, system.Rows.Count);
        Assert.Equal(["c1", "c2"], system.Held.Keys);
    }

    [Fact]
    public async Task RunAsync_SystemThatPushes_IsNotRead()
    {
        var system = new ModelSystem(Fault.None);

        var report = await ConnectorConformance.RunAsync(system.Subject() with { Pulls = false, Target = null }, system.Options);

        Assert.Equal(ConformanceChecks.OfSources.Count, report.Skipped.Count());
        Assert.Equal(0, system.Reads);
    }

    [Fact]
    public async Task RunAsync_UnreachableSystem_SaysSoOnce()
    {
        var system = new ModelSystem(Fault.None);
        var subject = system.Subject();
        var away = Exchange.Testing.Settings.ChangedSettings.Unreachable(subject.Declaration)!;

        var report = await ConnectorConformance.RunAsync(subject with { Declaration = away, Target = null }, system.Options);

        Assert.True(report.Unreachable);
        Assert.Equal(1, report.Failed);
        Assert.All(report.Skipped, s => Assert.Equal("the system cannot be reached", s.Reason));
    }

    [Fact]
    public void Checks_OfTheKit_AreThoseAFileMayName() =>
        Assert.Equal(ConformanceChecks.All.Order(StringComparer.Ordinal), ConnectorConformance.Checks.Order(StringComparer.Ordinal));
}
