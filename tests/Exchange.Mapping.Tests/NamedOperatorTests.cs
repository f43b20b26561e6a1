namespace Exchange.Mapping.Tests;

public sealed class NamedOperatorTests
{
    [Theory]
    [InlineData("use: landline-to-mobile", """ "a":"x" """, "x")]
    [InlineData("use: { name: landline-to-mobile, prefix: p- }", """ "a":7 """, "p-7")]
    [InlineData("use: { name: landline-to-mobile, also: [b, $.c] }", """ "a":"x","c":"z" """, "zx")]
    [InlineData("clean: upper, use: landline-to-mobile", """ "a":"x" """, "X")]
    public void Map_NamedOperator_GivesItsResult(string use, string record, string expected) =>
        Assert.Contains($"\"remark\":\"{expected}\"", Workspace.Text(Workspace.MapField($"remark: {{ from: a, {use} }}", record)), StringComparison.Ordinal);

    [Theory]
    [InlineData("refuse", "No such number.")]
    [InlineData("tell", "The operator refuses it.")]
    [InlineData("throw", "The operator failed on it.")]
    public void Map_NamedOperatorThatRefuses_IsABadFormatWithoutTheValue(string value, string message)
    {
        var error = Assert.Single(Workspace.MapField("remark: { from: a, use: landline-to-mobile }", $"\"a\":\"{value}\"").Errors);

        Assert.Equal(("bad-format", message, null), (error.Reason, error.Message, error.Value));
    }

    [Fact]
    public void Map_NamedOperatorWithoutResult_LeavesTheFieldEmpty() =>
        Assert.DoesNotContain("remark", Workspace.Text(Workspace.MapField("remark: { from: a, use: landline-to-mobile }", "\"a\":\"empty\"")), StringComparison.Ordinal);

    [Theory]
    [InlineData("landline-to-mobil", "no operator is named 'landline-to-mobil'", "Did you mean 'landline-to-mobile'?")]
    [InlineData("announced-twice", "is announced by", "Rename one")]
    [InlineData("no-operator", "is no operator of a mapping", "IMappingOperator")]
    [InlineData("{ name: landline-to-mobile, perfix: x }", "unknown key 'perfix'", "Did you mean 'prefix'?")]
    public void Lint_WrongNamedOperator_TellsWhat(string use, string message, string remedy)
    {
        using var workspace = Workspace.Demo($"remark: {{ from: a, use: {use} }}");

        var problem = workspace.OnlyProblem();

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }
}
