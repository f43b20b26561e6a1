using System.Text;

namespace Exchange.Host.Cli.Templates;

/// <summary>The files a new connector starts from, carried by the program.</summary>
internal static class ConnectorTemplates
{
    private const string Folder = "templates/";
    private const string ConnectorEnd = ".connector.yaml";

    /// <summary>The kinds there is a template for.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        .. typeof(ConnectorTemplates).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(ConnectorEnd, StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^ConnectorEnd.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The connector file of a kind, filled in.</summary>
    public static string Connector(string kind, NewConnector connector) => Fill(Read(kind + ConnectorEnd), connector);

    /// <summary>One of the files every kind has: <c>sample.json</c>, <c>mapping.yaml</c>, <c>tests.yaml</c>, <c>codes.csv</c>.</summary>
    public static string Shared(string name, NewConnector connector) => Fill(Read(name), connector);

    private static string Fill(string text, NewConnector connector) => new StringBuilder(text)
        .Replace("{{id}}", connector.Id)
        .Replace("{{stream}}", connector.Stream)
        .Replace("{{part}}", connector.Part)
        .Replace("{{table}}", connector.Stream.Replace('-', '_'))
        .Replace("{{key}}", connector.Key)
        .Replace("{{caseKey}}", connector.CaseKey)
        .Replace("{{updated}}", connector.Updated)
        .ToString();

    private static string Read(string name)
    {
        using var stream = typeof(ConnectorTemplates).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The program carries no template '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
