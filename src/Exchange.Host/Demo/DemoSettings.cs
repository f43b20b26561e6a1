using System.Text.Json;
using Exchange.Security.Secrets;

namespace Exchange.Host.Demo;

/// <summary>Points the connector files at the sandbox, through the settings and secrets every hub has.</summary>
internal static class DemoSettings
{
    public static async Task WriteAsync(FileSecretSource target, JsonElement ready, CancellationToken cancellationToken)
    {
        var url = ready.GetProperty("url").GetString()!;
        var credentials = ready.GetProperty("credentials");
        await target.SetSettingAsync("provincial-hall.url", url, cancellationToken).ConfigureAwait(false);
        await target.SetSettingAsync("provincial-hall.client", Text(credentials, "provincialClient"), cancellationToken).ConfigureAwait(false);
        await target.SetSecretAsync("provincial-hall", Text(credentials, "provincialSecret"), cancellationToken).ConfigureAwait(false);
        await target.SetSettingAsync("unified-platform.url", url, cancellationToken).ConfigureAwait(false);
        await target.SetSettingAsync("unified-platform.app", Text(credentials, "platformApp"), cancellationToken).ConfigureAwait(false);
        await target.SetSecretAsync("unified-platform", Text(credentials, "platformKey"), cancellationToken).ConfigureAwait(false);
        await target.SetSecretAsync("livelihood-bureau", ready.GetProperty("livelihoodConnection").GetString()!, cancellationToken).ConfigureAwait(false);
    }

    private static string Text(JsonElement credentials, string name) => credentials.GetProperty(name).GetString()!;
}
