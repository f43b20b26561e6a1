using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Rest.Authentication;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;
using Exchange.Connectors.Rest.Signing;

namespace Exchange.Connectors.Rest;

/// <summary>The <c>settings</c> of a connector of kind rest.</summary>
internal sealed record RestSettings
{
    private const int LargestReply = 64 * 1024 * 1024;

    /// <summary>The base address of the system, as written.</summary>
    public required string BaseUrl { get; init; }

    public required AuthenticationSettings Authentication { get; init; }

    /// <summary>Named values that templates may use: <c>{appId}</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    public SignSettings? Sign { get; init; }

    public SealSettings? Seal { get; init; }

    /// <summary>How replies are written, where a stream does not say.</summary>
    public ReplySettings Reply { get; init; } = new();

    /// <summary>The envelope of every reply, where the system has one.</summary>
    public EnvelopeSettings? Envelope { get; init; }

    /// <summary>Headers of every request.</summary>
    public IReadOnlyList<KeyValuePair<string, TemplateText>> Headers { get; init; } = [];

    /// <summary>Parameters of every request.</summary>
    public IReadOnlyList<KeyValuePair<string, TemplateText>> Query { get; init; } = [];

    /// <summary>The largest reply taken, in bytes, unpacked. Default 64 MiB.</summary>
    public int MaximumReply { get; init; } = LargestReply;

    /// <summary>How long a request may take in all, the reading of its reply included. Default 5 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A path that answers GET with a success, for the check; <see langword="null"/> to ask the first stream.</summary>
    public string? Check { get; init; }

    public static RestSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var values = reader.Pairs("values");
        var named = values.Select(v => v.Key).ToList();
        var settings = new RestSettings
        {
            BaseUrl = reader.RequiredText("baseUrl"),
            Values = values,
            Authentication = AuthenticationSettings.Read(reader.Section("auth"), named),
            Sign = SignSettings.Read(reader.Section("sign"), [.. named, .. ValuesOfStreams(declaration)]),
            Seal = SealSettings.Read(reader.Section("seal")),
            Reply = ReplySettings.Read(reader) ?? new ReplySettings(),
            Envelope = EnvelopeSettings.Read(reader.Section("envelope")),
            Headers = RequestSettings.Templates(reader, "headers"),
            Query = RequestSettings.Templates(reader, "query"),
            MaximumReply = ConfigSize.Read(reader, "maximumReply", reader.Integer("maxReplyBytes", LargestReply, 1024, 1024 * 1024 * 1024), 1024, LargestReply),
            Timeout = reader.Duration("timeout", TimeSpan.FromMinutes(5)),
            Check = reader.Text("check"),
        };
        Placeholders.Check(
            reader, settings.Headers.Concat(settings.Query).SelectMany(h => h.Value.Placeholders), [.. RequestValues.Generated, .. named, .. ValuesOfStreams(declaration)]);
        if (settings.BaseUrl.Length > 0 && !settings.BaseUrl.Contains("${", StringComparison.Ordinal) && !IsHttp(settings.BaseUrl))
        {
            problems.Error(reader.Node("baseUrl")!.Location, $"{reader.What}: 'baseUrl' is no HTTP address.", "Write http://host/ or https://host/, or a ${setting:…}.");
        }

        if (settings.Timeout <= TimeSpan.Zero || settings.Timeout > TimeSpan.FromHours(1))
        {
            problems.Error(reader.Node("timeout")!.Location, $"{reader.What}: 'timeout' must be above 0 and at most an hour.", "Write a duration such as 60s.");
        }

        if (settings.Sign is null && settings.Headers.Concat(settings.Query).Any(h => h.Value.Names.Contains("sign")))
        {
            problems.Error(reader.Map.Location, $"{reader.What}: '{{sign}}' is used and nothing says how to sign.", "Add 'sign: { algorithm: …, over: … }'.");
        }

        reader.Finish();
        return settings;
    }

    internal static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    // A stream may name its own interface code, which the signature of every request needs.
    private static IEnumerable<string> ValuesOfStreams(ConnectorDeclaration declaration) =>
        declaration.Streams.Select(s => s.Node).Append(declaration.Sink?.Node)
            .SelectMany(n => (n?.Find("values")?.Value as ConfigMap)?.Entries.Select(e => e.Key) ?? []);
}
