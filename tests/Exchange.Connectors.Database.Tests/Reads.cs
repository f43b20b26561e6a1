using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

/// <summary>Reads streams of YAML texts.</summary>
internal static class Reads
{
    public static ISourceConnector Source(string yaml, string connection, IRequestBudget? budget = null) =>
        new DatabaseKind().CreateSource(Declarations.Parse(yaml.Replace("CONNECTION", connection)), Declarations.Services(budget: budget));

    public static async Task<List<SourcePage>> PagesAsync(string yaml, string connection, ReadRequest request)
    {
        await using var source = Source(yaml, connection);
        return await PagesAsync(source, request);
    }

    public static async Task<List<SourcePage>> PagesAsync(ISourceConnector source, ReadRequest request)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request, default))
        {
            pages.Add(page with { Records = [.. page.Records.Select(Keep)] });
        }

        return pages;
    }

    public static string[] Keys(this IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records).Select(r => r.SourceKey ?? "-")];

    public static string[] Json(this IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records).Select(r => Encoding.UTF8.GetString(r.Json.Span))];

    public static object[] Acknowledgements(this IEnumerable<SourcePage> pages) => [.. pages.SelectMany(p => p.Records).Select(r => r.Acknowledgement!)];

    // A record is valid until the next page is asked for.
    private static SourceRecord Keep(SourceRecord record) => new()
    {
        SourceKey = record.SourceKey,
        CaseKey = record.CaseKey,
        Version = record.Version,
        Operation = record.Operation,
        Json = record.Json.ToArray(),
        Acknowledgement = record.Acknowledgement,
        Fault = record.Fault,
    };
}
