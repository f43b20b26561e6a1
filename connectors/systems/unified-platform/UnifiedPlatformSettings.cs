using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.UnifiedPlatform;

/// <summary>The <c>settings</c> of the unified platform.</summary>
internal sealed record UnifiedPlatformSettings(string BaseUrl, string AppId, string AppKey)
{
    public static UnifiedPlatformSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var settings = new UnifiedPlatformSettings(reader.RequiredText("baseUrl"), reader.RequiredText("appId"), reader.RequiredText("appKey"));
        if (settings.BaseUrl.Length > 0 && !settings.BaseUrl.Contains("${", StringComparison.Ordinal) && Address(settings.BaseUrl) is null)
        {
            problems.Error(reader.Node("baseUrl")!.Location, $"{reader.What}: 'baseUrl' is no HTTP address.", "Write http://host/ or https://host/, or a ${setting:…}.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>The base address with its trailing slash, or <see langword="null"/> where the text is none.</summary>
    public static Uri? Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}
