using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Yaml;

namespace Exchange.Mapping.Tests;

public sealed class YamlFileTests
{
    [Theory]
    [InlineData("a: 1\na: 2", 2, 1, "The key 'a' stands twice")]
    [InlineData("a: &x 1", 1, 4, "Anchors and tags are not used")]
    [InlineData("a: !env X", 1, 4, "Anchors and tags are not used")]
    [InlineData("- a", 1, 1, "The file is not a map of keys")]
    [InlineData("", 1, 1, "The file is empty")]
    [InlineData("a: 1\n---\nb: 2", 2, 1, "A second document begins here")]
    [InlineData("a: b: c", 1, 5, "Not valid YAML")]
    [InlineData("[a]: 1", 1, 1, "A key must be a single text")]
    public void Parse_WrongText_TellsThePlace(string text, int line, int column, string message)
    {
        var problems = new ProblemList();

        YamlFile.Parse(text, "x.yaml", problems);

        var problem = problems.Items[0];
        Assert.Equal(("x.yaml", line, column), (problem.Location.File, problem.Location.Line, problem.Location.Column));
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepNesting_IsRefused()
    {
        var problems = new ProblemList();

        Assert.Null(YamlFile.Parse("a: " + new string('[', 1000), "x.yaml", problems));
        Assert.True(problems.HasErrors);
    }

    [Fact]
    public void Read_NoFile_IsAProblem()
    {
        var problems = new ProblemList();

        Assert.Null(YamlFile.Read("/nowhere/x.yaml", "x.yaml", problems));
        Assert.Contains("does not exist", problems.Items[0].Message, StringComparison.Ordinal);
    }
}
