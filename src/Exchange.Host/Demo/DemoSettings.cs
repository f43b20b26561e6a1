using System.Text.Json;
using Exchange.Security.Secrets;

namespace Exchange.Host.Demo;

/// <summary>Points the connector files at the sandbox, through the settings and secrets every hub has.</summary>
internal static class DemoSettings
{
    public static async Task WriteAsync(FileSecretSource target, JsonElement ready, CancellationToken cancellationToken)
    {
        foreach (var setting in ready.GetProperty("settings").EnumerateObject())
        {
            await target.SetSettingAsync(setting.Name, setting.Value.GetString()!, cancellationToken).ConfigureAwait(false);
        }

        foreach (var secret in ready.GetProperty("secrets").EnumerateObject())
        {
            await target.SetSecretAsync(secret.Name, secret.Value.GetString()!, cancellationToken).ConfigureAwait(false);
        }
    }
}
