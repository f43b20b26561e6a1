using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Files.Tests;

/// <summary>What a connector file may say.</summary>
public sealed class FilesKindTests
{
    [Fact]
    public void Validate_EverythingWrong_IsToldAtOnceWithPlaces()
    {
        var problems = FilesFixture.Problems("""
            files: { path: "../in/*.csv", format: csvx, charset: gbq, ready: { by: flags }, done: { move: ../done }, failed: err, order: size, members: "*.csv", maximumSize: 5, snapshott: true }
            table: { header: 0, delimiter: ";;", quote: ";;", footer: "(", columns: { a: x, b: x }, skiprows: 1 }
            records: data.items
            """);
        Assert.All(problems, p => Assert.True(p.Location is { Line: > 0, Column: > 0 }, p.Message));
        Assert.All(problems, p => Assert.NotEmpty(p.Remedy));
        string[] expected =
        [
            "'path' is '../in/*.csv'", "'format' is 'csvx'", "'charset' is 'gbq'", "'by' is 'flags'", "'move' is '../done'", "'failed' is a single value", "'order' is 'size'",
            "'members' belongs to 'archive: zip'", "'maximumSize' is '5'", "unknown key 'snapshott'", "'header' is '0'", "'delimiter' is ';;'", "'quote' is ';;'",
            "'footer' is no pattern", "two columns become 'x'", "unknown key 'skiprows'", "'records' belongs to xml and json",
        ];
        Assert.All(expected, e => Assert.Contains(problems, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Count);
    }

    [Fact]
    public void Validate_Settings_AreToldAtOnce()
    {
        var problems = new ProblemList();
        new FilesKind().Validate(Declarations.Parse("id: a\nkind: files\nsettings: { location: sftp, port: 0, password: a, privateKey: b, user: u, folders: x }\nsink: { files: { path: \"../{nr}.csv\", receipts: { path: x, key: a, code: b } } }\n"), problems);
        string[] expected = ["'host' is missing", "'port' is '0'", "either 'password' or 'privateKey'", "'hostKey' is missing", "unknown key 'folders'", "has no {sequence}", "'receipts' are asked for later"];
        Assert.All(expected, e => Assert.Contains(problems.Items, p => p.Message.Contains(e, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Items.Count);
    }

    [Theory]
    [InlineData("{ location: local }", "'folder' is missing")]
    [InlineData("{ location: local, folder: data }", "'folder' is 'data'")]
    [InlineData("{ folder: /data }", "'location' is missing")]
    [InlineData("{ location: sftp, host: h, user: u, password: p, hostKey: \"SHA256:abc\" }", "no SHA-256 fingerprint")]
    public void Validate_OneSettingWrong_SaysWhich(string settings, string expected)
    {
        var problems = new ProblemList();
        new FilesKind().Validate(Declarations.Parse($"id: a\nkind: files\nsettings: {settings}\n"), problems);
        Assert.Contains(expected, Assert.Single(problems.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Placeholders_AreNoProblem()
    {
        var problems = new ProblemList();
        new FilesKind().Validate(
            Declarations.Parse("id: a\nkind: files\nsettings: { location: sftp, host: \"${setting:h}\", user: \"${setting:u}\", privateKey: \"${secret:k}\", hostKey: \"${setting:f}\" }\n"), problems);
        Assert.Empty(problems.Items);
    }

    [Theory]
    [InlineData("files: { path: \"in/*.xml\", format: xml }", "'records' is missing")]
    [InlineData("table: { delimiter: tab }", "'files' is missing")]
    [InlineData("files: { path: \"in/*.csv\" }\ntable: { header: none }", "needs the names of its columns")]
    [InlineData("files: { path: \"in/*.csv\", done: keep, order: name }", "in the order of their times")]
    [InlineData("files: { path: \"in/*.json\", format: json }\ntable: { delimiter: tab }", "'table' belongs to csv")]
    public void Validate_OneOptionWrong_SaysWhich(string stream, string expected) =>
        Assert.Contains(expected, Assert.Single(FilesFixture.Problems(stream)).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsSchema_DescribesEveryOption()
    {
        using var schema = JsonDocument.Parse(new FilesKind().OptionsSchema!);
        var definitions = schema.RootElement.GetProperty("$defs");
        foreach (var part in new[] { "settings", "stream", "sink" })
        {
            Described(definitions.GetProperty(part), part);
        }

        var files = definitions.GetProperty("stream").GetProperty("properties").GetProperty("files").GetProperty("properties");
        string[] known = ["path", "format", "charset", "ready", "done", "failed", "order", "archive", "members", "maximumSize", "maximumUnpacked", "maximumRecord", "faults", "snapshot", "overlap"];
        Assert.Equal(known.Order(StringComparer.Ordinal), files.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    private static void Described(JsonElement node, string place)
    {
        if (!node.TryGetProperty("properties", out var properties))
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            Assert.True(property.Value.TryGetProperty("description", out var text) && text.GetString()!.Length > 10, $"{place}.{property.Name}");
            Described(property.Value, $"{place}.{property.Name}");
            foreach (var choice in property.Value.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray() : default)
            {
                Described(choice, $"{place}.{property.Name}");
            }
        }
    }
}
