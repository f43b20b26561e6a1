using System.Text;
using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Exchange.Connectors.Files.Tests;

/// <summary>A folder of its own with a connector that reads it.</summary>
internal sealed class FilesFixture : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    static FilesFixture() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public FilesFixture() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "files-tests-" + Guid.NewGuid().ToString("N"));

    public FakeTimeProvider Time { get; } = new(Now);

    public static string Yaml(string folder, string stream) => $$"""
        id: water
        kind: files
        settings: { location: local, folder: "{{folder}}" }
        streams:
          - name: cases
            key: [流水号]
            caseKey: 流水号
            {{stream.ReplaceLineEndings("\n    ").TrimEnd()}}
        """;

    public ISourceConnector Source(string stream) =>
        new FilesKind().CreateSource(Declarations.Parse(Yaml(Folder, stream)), Declarations.Services(Time));

    public ConnectorDeclaration Declaration(string stream) => Declarations.Parse(Yaml(Folder, stream));

    public static IReadOnlyList<Problem> Problems(string stream)
    {
        var problems = new ProblemList();
        new FilesKind().Validate(Declarations.Parse(Yaml("/data", stream)), problems);
        return problems.Items;
    }

    public string At(string path) => Path.Combine(Folder, path);

    public bool Has(string path) => File.Exists(At(path));

    /// <summary>Puts a file, complete since an hour.</summary>
    public void Put(string path, byte[] content, int minutesAgo = 60)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), content);
        Age(path, minutesAgo);
    }

    public void Put(string path, string content, string charset = "utf-8", int minutesAgo = 60) =>
        Put(path, charset == "utf-8" ? new UTF8Encoding(false).GetBytes(content) : Encoding.GetEncoding(charset).GetBytes(content), minutesAgo);

    public void Age(string path, int minutesAgo) => File.SetLastWriteTimeUtc(At(path), Now.UtcDateTime.AddMinutes(-minutesAgo));

    public static async Task<List<SourcePage>> PagesAsync(ISourceConnector source, ReadRequest? request = null)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request ?? new ReadRequest("cases"), CancellationToken.None))
        {
            // Records hold until the next page is asked for.
            pages.Add(page with { Records = [.. page.Records.Select(Copy)] });
        }

        return pages;
    }

    public static async Task<List<SourceRecord>> RecordsAsync(ISourceConnector source, ReadRequest? request = null) =>
        [.. (await PagesAsync(source, request)).SelectMany(p => p.Records)];

    /// <summary>Reads as the hub does: each page is committed, then acknowledged.</summary>
    public static async Task<List<SourceRecord>> PullAsync(ISourceConnector source, ReadRequest? request = null)
    {
        var records = new List<SourceRecord>();
        foreach (var page in await PagesAsync(source, request))
        {
            records.AddRange(page.Records);
            await AcknowledgeAsync(source, page);
        }

        return records;
    }

    public static Task AcknowledgeAsync(ISourceConnector source, SourcePage page) => source.AcknowledgeAsync(
        "cases", [.. page.Records.Select(r => r.Acknowledgement).OfType<object>(), .. page.Acknowledgements], CancellationToken.None);

    public static JsonElement Json(SourceRecord record) => JsonDocument.Parse(record.Json).RootElement;

    public static string? Text(SourceRecord record, string field) => Json(record).TryGetProperty(field, out var value) ? value.ToString() : null;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static SourceRecord Copy(SourceRecord record) => new()
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
