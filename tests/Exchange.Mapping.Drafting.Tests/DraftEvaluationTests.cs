using System.Text.Json;
using Exchange.Mapping.Drafting.Evaluation;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Tests;

public sealed class DraftEvaluationTests
{
    private static readonly Lazy<IReadOnlyList<DraftSetResult>> All = new(() => DraftEvaluation.Run(LabelledSets.Folder));

    [Theory]
    [InlineData("tuned")]
    [InlineData("held-out")]
    [InlineData("sealed")]
    [InlineData("repository")]
    public void Run_SetsOfAUse_ReachesRecallAndPrecision(string use)
    {
        var results = All.Value.Where(r => r.Use == use).ToList();

        Assert.True(results.Sum(r => r.Found) >= 0.8 * results.Sum(r => r.Mappable));
        Assert.True(results.Sum(r => r.Right) >= 0.95 * results.Sum(r => r.Proposed));
    }

    [Fact]
    public void Run_EverySet_KnowsItsPart()
    {
        Assert.Empty(All.Value.Where(r => r.Part != r.GuessedPart).Select(r => r.Id));
    }

    [Fact]
    public void Sets_Labels_AreFieldsOfTheSharedSchema()
    {
        foreach (var file in LabelledSets.Files)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var label in document.RootElement.GetProperty("labels").EnumerateObject().Where(l => l.Value.ValueKind == JsonValueKind.String))
            {
                Assert.All(label.Value.GetString()!.Split('|').Where(a => a != "-"), a => Assert.True(SchemaCatalog.CaseV1.Find(a) is not null, $"{file}: {a}"));
            }
        }
    }
}
