using System.Globalization;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Testing.Settings;

namespace Exchange.Testing;

/// <summary>What the answer of a connector's check must be when all is well, when the credentials are wrong, and when nobody is there.</summary>
internal static class AccessVerdict
{
    public static Verdict Ok(CheckResult result, Transcript transcript)
    {
        transcript.Note("the message of a check", result.Message);
        transcript.FailedAsTransient |= !result.Ok && (result.Kind ?? FailureKind.Transient) == FailureKind.Transient;
        return result.Ok ? Verdict.Passed : Verdict.Failed(result.Message);
    }

    /// <summary>Wrong credentials: the check fails, and as a matter of configuration.</summary>
    public static async Task<Verdict> WrongCredentialsAsync(
        ConnectorDeclaration declaration, ConformanceOptions options, Transcript transcript, Func<ConnectorDeclaration, Task<CheckResult>> check)
    {
        if (ChangedSettings.WrongCredentials(declaration, options.Secrets) is not { } wrong)
        {
            return Verdict.Skipped("the settings hold no secret");
        }

        var (result, failure) = await AskAsync(() => check(wrong), transcript);
        return (result?.Ok, failure ?? result?.Kind) switch
        {
            (true, _) => Verdict.Failed("with wrong credentials the check says that all is well"),
            (_, FailureKind.Configuration) => Verdict.Passed,
            var (_, kind) => Verdict.Failed($"with wrong credentials the check fails as {Word(kind)}; it must fail as configuration, because trying again changes nothing"),
        };
    }

    /// <summary>Nobody there: the check fails as passing, and within a bound.</summary>
    public static async Task<Verdict> UnreachableAsync(
        ConnectorDeclaration declaration, ConformanceOptions options, Transcript transcript, Func<ConnectorDeclaration, Task<CheckResult>> check)
    {
        if (ChangedSettings.Unreachable(declaration) is not { } elsewhere)
        {
            return Verdict.Skipped("the settings name no place on a network");
        }

        var asked = AskAsync(() => check(elsewhere), transcript);
        if (await Task.WhenAny(asked, Task.Delay(options.UnreachableWithin)) != asked)
        {
            return Verdict.Failed(string.Create(CultureInfo.InvariantCulture, $"a system that is not there was not told within {options.UnreachableWithin.TotalSeconds:0.#} s"));
        }

        var (result, failure) = await asked;
        return (result?.Ok, failure ?? result?.Kind) switch
        {
            (true, _) => Verdict.Failed("with nobody there the check says that all is well"),
            (_, FailureKind.Transient) => Verdict.Passed,
            var (_, kind) => Verdict.Failed($"with nobody there the check fails as {Word(kind)}; it must fail as transient, because it may pass"),
        };
    }

    private static async Task<(CheckResult? Result, FailureKind? Failure)> AskAsync(Func<Task<CheckResult>> check, Transcript transcript)
    {
        try
        {
            var result = await check();
            transcript.Note("the message of a failed check", result.Message);
            return (result, null);
        }
        catch (ExchangeException failure)
        {
            transcript.Note("a failure of a check", failure);
            transcript.Note("the remedy of a failed check", failure.Remedy);
            return (null, failure.Kind);
        }
    }

    private static string Word(FailureKind? kind) => kind?.ToString().ToLowerInvariant() ?? "nothing in particular";
}
