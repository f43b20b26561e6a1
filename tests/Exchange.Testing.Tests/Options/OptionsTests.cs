using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Acceptance.Tests.Harness;
using Exchange.Mapping.Tests;
using Exchange.Pipeline.Connectors.Reference;

namespace Exchange.Testing.Tests.Options;

/// <summary>The options of the kinds, their schemas, and the pages and the editors' schema made from them, say the same.</summary>
public sealed class OptionsTests
{
    private static string Pages => Path.Combine(Programs.Root, "docs", "reference", "connector-options");

    private static string Schema => Path.Combine(Programs.Root, "mappings", "schema", "connector.schema.json");

    [Fact]
    public void Kinds_EveryKeyTheyRead_IsDescribedAndTheOtherWayRound()
    {
        var differences = LoadedKinds.All.Where(k => k.Value.OptionsSchema is not null).SelectMany(k => DescribedKeys.Differences(k.Value).Select(d => $"{k.Key} {d}"));

        Assert.True(!differences.Any(), "Mend options.schema.json of the kind, or what it reads:\n" + string.Join('\n', differences));
    }

    [Fact]
    public void Kinds_EveryOption_HasAMeaning()
    {
        Assert.Empty(LoadedKinds.Schemas.SelectMany(k => KindOptions.Sections.SelectMany(s => KindOptions.Read(k.Value, s).Where(o => o.Meaning.Length == 0).Select(o => $"{k.Key} {s}: {o.Path}"))));
    }

    [Fact]
    public void Pages_OfTheRepository_AreWhatTheSchemasSay()
    {
        foreach (var (kind, schema) in LoadedKinds.Schemas)
        {
            WrittenFile.Agrees(Path.Combine(Pages, $"{kind}.md"), KindPage.Write(kind, schema));
        }

        WrittenFile.Agrees(Path.Combine(Pages, "README.md"), KindPage.Index(LoadedKinds.Schemas.Keys));
        Assert.Empty(Directory.EnumerateFiles(Pages, "*.md").Select(Path.GetFileNameWithoutExtension).Except([.. LoadedKinds.Schemas.Keys, "README"]));
    }

    [Fact]
    public void EditorsSchema_OfTheRepository_HasTheOptionsOfTheKinds() => WrittenFile.Agrees(Schema, ConnectorSchema.Write(File.ReadAllText(Schema), LoadedKinds.Schemas));

    [Fact]
    public void Differences_KeyOnlyReadOrOnlyDescribed_AreTold()
    {
        Assert.Equal(
            ["settings.auth: 'realm' is read and not described", "settings.auth: 'realms' is described and never read", "stream: 'forgotten' is described and never read"],
            DescribedKeys.Differences(new SampleKind("realm", "realms")));
        Assert.Equal(["stream: 'forgotten' is described and never read"], DescribedKeys.Differences(new SampleKind("realm", "realm")));
    }

    [Fact]
    public void EditorsSchema_WrittenTwice_IsTheSame()
    {
        var kinds = new Dictionary<string, string> { ["sample"] = new SampleKind("realm", "realm").OptionsSchema };
        var once = ConnectorSchema.Write(File.ReadAllText(Schema), kinds);

        Assert.Equal(once, ConnectorSchema.Write(once, kinds));
        Assert.Contains("#/definitions/kind.sample.settings", once, StringComparison.Ordinal);
        Assert.Contains("late-rows", once, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAKind_TellsKeysTypesDefaultsAndMeanings()
    {
        var page = KindPage.Write("sample", new SampleKind("realm", "realm").OptionsSchema);

        Assert.Contains("| `auth.type` | none, basic | `\"none\"` | How the hub is let in. |", page, StringComparison.Ordinal);
        Assert.Contains("| `auth.realm` | text | required | The realm. |", page, StringComparison.Ordinal);
        Assert.Contains("| `columns[].name` | text |  | A column. |", page, StringComparison.Ordinal);
    }

    private sealed class SampleKind(string read, string described) : IConnectorKind
    {
        public string OptionsSchema { get; } = """
            { "$defs": {
              "settings": { "type": "object", "properties": { "auth": { "description": "Ways in.", "type": "object", "required": ["DESCRIBED"], "properties": {
                "type": { "enum": ["none", "basic"], "default": "none", "description": "How the hub is let in." },
                "DESCRIBED": { "type": "string", "description": "The realm." } } } } },
              "stream": { "type": "object", "properties": {
                "columns": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string", "description": "A column." } } }, "description": "Columns." },
                "forgotten": { "type": "string", "description": "Nobody reads it." } } } } }
            """.Replace("DESCRIBED", described, StringComparison.Ordinal);

        public void Validate(ConnectorDeclaration declaration, ProblemList problems)
        {
            var settings = new ConfigReader(declaration.Settings, "settings", problems);
            settings.Allow("budget");
            if (settings.Section("auth") is { } auth && auth.Choice("type", "none", "basic") == "basic")
            {
                auth.RequiredText(read);
            }

            foreach (var stream in declaration.Streams)
            {
                var reader = new ConfigReader(stream.Node, "stream", problems);
                reader.Allow(StreamDeclaration.CommonKeys);
                foreach (var column in reader.Sections("columns"))
                {
                    column.Text("name");
                }
            }
        }

        public ISourceConnector CreateSource(ConnectorDeclaration declaration, ConnectorServices services) => throw new NotSupportedException();

        public ITargetConnector CreateTarget(ConnectorDeclaration declaration, ConnectorServices services) => throw new NotSupportedException();
    }
}
