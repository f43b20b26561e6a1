using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Testing;
using Exchange.Schema.Cases;

namespace Exchange.Mapping.Tests;

/// <summary>What holds for every shipped mapping and every input whatever.</summary>
public sealed class ShippedMappingPropertyTests
{
    private const int CasesPerMapping = 4000;

    private static readonly JsonSerializerOptions Strict = new(CaseJsonContext.Default.Options)
    {
        TypeInfoResolver = CaseJsonContext.Default,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static TheoryData<string> Ids => [.. MappingFile.All([Workspace.Repository]).Select(f => f.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Map_AnyInput_NeverThrowsIsRepeatableAndReadsBack(string id)
    {
        var file = MappingFile.All([Workspace.Repository]).Single(f => f.Id == id);
        var mapping = Catalog.Value.Find(id)!;
        var own = Inputs(file).ToList();
        var seeds = own.Count > 0 ? own : [.. MappingFile.All([Workspace.Repository]).SelectMany(Inputs)];
        var generator = new RecordGenerator(StableSeed(id), seeds);
        var usable = 0;
        for (var i = 0; i < CasesPerMapping; i++)
        {
            var input = generator.Next();
            var first = mapping.Map(input);
            if (i % 4 == 0)
            {
                // Another record between the two leaves nothing behind.
                mapping.Map(seeds[i % seeds.Count]);
                var second = mapping.Map(input);
                Assert.True(first.Content.Span.SequenceEqual(second.Content.Span), Encoding.UTF8.GetString(input));
                Assert.Equal(first.Errors, second.Errors);
                Assert.Equal(first.Warnings, second.Warnings);
            }

            Assert.Equal(first.Ok, !first.Content.IsEmpty);
            if (first.Ok)
            {
                usable++;
                ReadsBack(mapping, first.Content.Span);
            }
        }

        Assert.True(usable > 0 || own.Count == 0, "No input made a case.");
    }

    private static IEnumerable<byte[]> Inputs(MappingFile file) =>
        File.Exists(file.TestsPath) ? MappingTestFile.Read(file.TestsPath, new()).Select(t => YamlJson.Write(t.Input)) : [];

    private static readonly Lazy<MappingCatalog> Catalog = new(() => MappingCatalog.Load([Workspace.Repository], new()));

    private static void ReadsBack(CompiledMapping mapping, ReadOnlySpan<byte> content)
    {
        if (mapping.Outbound)
        {
            Assert.Equal(JsonValueKind.Object, JsonNode.Parse(content)!.GetValueKind());
            return;
        }

        var read = JsonSerializer.Deserialize<Case>(content, Strict);
        var written = JsonSerializer.SerializeToElement(read, Strict);
        using var original = JsonDocument.Parse(content.ToArray());
        Assert.True(JsonElement.DeepEquals(original.RootElement, written), $"{Encoding.UTF8.GetString(content)}\n{written.GetRawText()}");
    }

    // The hash of a text differs from run to run.
    private static int StableSeed(string id) => id.Aggregate(17, (hash, c) => unchecked(hash * 31 + c));
}
