using System.Text;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.CodeQueue;

namespace Exchange.Mapping.Tests;

/// <summary>Rows written into code tables.</summary>
public sealed class CodeTableWriterTests
{
    [Fact]
    public void Add_NewCode_IsReadBack()
    {
        using var workspace = Workspace.Demo();
        var (_, uses) = Add(workspace, "case-status", "7", "void", "作废, \"终止\"");

        Assert.Equal([("demo/cases", "status")], uses);
        Assert.EndsWith("case-status,7,void,\"作废, \"\"终止\"\"\",,\n", Codes(workspace), StringComparison.Ordinal);
        Assert.True(workspace.Load().Map(Encoding.UTF8.GetBytes("{" + Workspace.Record.Replace("\"1\" ", "\"7\" ", StringComparison.Ordinal) + "}")).Ok);
        Assert.Single(Directory.GetFiles(Path.Combine(workspace.Root, "mappings", "demo"), "codes.csv*"));
    }

    [Theory]
    [InlineData("case-status", "1", "done", "Table 'case-status' has a row for '1' already: accepted.")]
    [InlineData("case-status", "7", "dome", "'dome' is no canonical word of status.")]
    [InlineData("case-state", "7", "done", "No mapping of 'demo' uses a table 'case-state'.")]
    [InlineData("case-status", " ", "done", "A row needs a raw code and a canonical word.")]
    public void Add_WhatIsWrong_ChangesNothing(string table, string raw, string canonical, string message)
    {
        using var workspace = Workspace.Demo();
        var failure = Assert.Throws<ExchangeException>(() => Add(workspace, table, raw, canonical));

        Assert.Equal((message, FailureKind.Configuration), (failure.Message, failure.Kind));
        Assert.Equal(Workspace.Codes, Codes(workspace));
    }

    [Fact]
    public void Add_ToASharedTable_TakesItsRowsOver()
    {
        using var workspace = Workspace.Demo("channel: { from: way, code: channel }");
        workspace.Write("codes/channel.csv", "raw,canonical\n1,window\n");
        Add(workspace, "channel", "5", "mail");

        Assert.EndsWith("channel,1,window,,,\nchannel,5,mail,,,\n", Codes(workspace), StringComparison.Ordinal);
        Assert.Equal("raw,canonical\n1,window\n", File.ReadAllText(Path.Combine(workspace.Root, "mappings", "codes", "channel.csv")));
    }

    [Fact]
    public void Add_FileOfASpreadsheet_KeepsItsMarkAndLineEnds()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/codes.csv", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Workspace.Codes.Replace("\n", "\r\n", StringComparison.Ordinal))]);
        Add(workspace, "case-status", "7", "void");

        var bytes = File.ReadAllBytes(Path.Combine(workspace.Root, "mappings", "demo", "codes.csv"));
        Assert.Equal([0xef, 0xbb, 0xbf, (byte)'t'], bytes[..4]);
        Assert.EndsWith("case-status,7,void,,,\r\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static (string File, IReadOnlyList<(string Stream, string Field)> Uses) Add(Workspace workspace, string table, string raw, string canonical, string label = "") =>
        new CodeTableWriter([workspace.Root]).Add(new CodeRowAddition("demo", table, raw, canonical, label));

    private static string Codes(Workspace workspace) => File.ReadAllText(Path.Combine(workspace.Root, "mappings", "demo", "codes.csv"));
}
