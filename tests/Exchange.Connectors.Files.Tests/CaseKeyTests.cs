using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Files.Tests;

/// <summary>A case that only several fields of a row name together.</summary>
public sealed class CaseKeyTests : IDisposable
{
    private readonly FilesFixture _files = new();

    [Fact]
    public async Task Read_CaseKeyOfFileAndLine_EachLineIsACaseOfItsOwn()
    {
        _files.Put("in/a.csv", System.Text.Encoding.UTF8.GetBytes("流水号,序号\nS1,1\nS2,2\n"));
        var declaration = _files.Declaration("files: { path: \"in/*.csv\" }");
        declaration = declaration with { Streams = [declaration.Streams[0] with { CaseKey = "_file", MoreCaseKeys = ["序号"] }] };

        await using var source = new FilesKind().CreateSource(declaration, Declarations.Services(_files.Time));
        var records = await FilesFixture.PullAsync(source);

        Assert.Equal(["in/a.csv|1", "in/a.csv|2"], records.Select(r => r.CaseKey));
    }

    public void Dispose() => _files.Dispose();
}
