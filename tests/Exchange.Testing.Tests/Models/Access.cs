using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;

namespace Exchange.Testing.Tests.Models;

/// <summary>Whether a model system lets somebody in.</summary>
internal static class Access
{
    public static async Task<CheckResult> CheckAsync(Fault fault, ConnectorDeclaration declaration, CancellationToken cancellationToken)
    {
        var there = Setting(declaration, "baseUrl").Contains("system.test", StringComparison.Ordinal);
        var password = Setting(declaration, "password");
        if (!there)
        {
            if (fault == Fault.UnreachableHangs)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken);
            }

            return new CheckResult(fault == Fault.UnreachableIsWell, "Nobody there.") { Kind = fault == Fault.UnreachableStays ? FailureKind.Configuration : FailureKind.Transient };
        }

        if (password != ModelSystem.Password && fault != Fault.TakesWrongCredentials)
        {
            return new CheckResult(false, fault == Fault.SecretInMessage ? $"The password {password} is wrong." : "The password is wrong.")
            {
                Kind = fault == Fault.WrongCredentialsPass ? FailureKind.Transient : FailureKind.Configuration,
            };
        }

        return new CheckResult(fault != Fault.CheckFails, "It answers.") { Kind = fault == Fault.CheckFails ? FailureKind.Configuration : null };
    }

    private static string Setting(ConnectorDeclaration declaration, string key) => ((ConfigScalar)declaration.Settings.Find(key)!.Value).Value!;
}
