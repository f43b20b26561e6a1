using Exchange.Abstractions.Configuration;
using Exchange.Pipeline.Drift;

namespace Exchange.Pipeline.Tests;

/// <summary>What a stream may say about drift.</summary>
public sealed class DriftContractTests
{
    private static readonly SourceLocation Here = new("connector.yaml", 4, 5);

    [Theory]
    [InlineData("newFeld", "warn", "stream 'a/b': 'contract' knows no 'newFeld'.", "Did you mean 'newField'? Known: newField, missingField, changedType, unknownCode.")]
    [InlineData("newField", "ignore", "stream 'a/b': the contract's 'newField' is 'ignore'.", "Write one of warn, quarantine, stop.")]
    public void Judge_WhatIsNoContract_SaysSo(string key, string action, string message, string remedy)
    {
        var problems = new ProblemList();
        DriftContract.Judge("stream 'a/b'", [new(key, action)], Here, problems);

        Assert.Equal([new Problem(Here, ProblemSeverity.Error, message, remedy)], problems.Items);
    }

    [Fact]
    public void Of_NothingSaid_WarnsAndKeepsUnknownCodesBack()
    {
        var contract = DriftContract.Of([new("missingField", "stop")]);

        Assert.Equal(
            [DriftAction.Warn, DriftAction.Stop, DriftAction.Warn, DriftAction.Quarantine],
            new[] { DriftKind.NewField, DriftKind.MissingField, DriftKind.ChangedType, DriftKind.UnknownCode }.Select(k => contract[k]));
    }
}
