using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Tests.Servers;
using Exchange.Servers;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>The systems that upload files: what lies in their folders, and when it lies there once more.</summary>
[Collection(SandboxCollection.Name)]
[Trait("Category", "Integration")]
public sealed class DropSystemsTests(SandboxServers servers)
{
    private static readonly string[] Behind = ["utility-water", "utility-broadcast", "payment-statement"];
    private static readonly string[] All = [.. Behind, "village-desk", "livelihood-villages"];

    static DropSystemsTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task Connectors_EverythingTheyName_IsThere()
    {
        await using var sandbox = await StartAsync();

        foreach (var system in All.Where(sandbox.Server.Ready.Systems.Contains))
        {
            Assert.All(ConnectorText.Settings(system), name => Assert.Contains(name, sandbox.Server.Ready.Settings));
            Assert.All(ConnectorText.Secrets(system), name => Assert.Contains(name, sandbox.Server.Ready.Secrets));
            Assert.NotEmpty(Directory.GetFiles(In(sandbox, system)));
        }
        var missing = SftpServer.IsAvailable ? [] : Behind;
        Assert.Equal(missing, sandbox.Server.Ready.NotStarted.Select(n => n.Id).Where(Behind.Contains));
    }

    [SkippableByServer]
    public async Task Water_EveryFlaggedFile_HasTheLinesItsFlagSaysAndADelimiterAtTheirEnd()
    {
        await using var sandbox = await StartAsync();
        var flags = Directory.GetFiles(In(sandbox, "utility-water"), "*.ok");

        Assert.NotEmpty(flags);
        foreach (var flag in flags)
        {
            var lines = Lines(flag[..^3]);
            Assert.Equal(int.Parse(await File.ReadAllTextAsync(flag), System.Globalization.CultureInfo.InvariantCulture), lines.Length - 1);
            Assert.All(lines, l => Assert.EndsWith(",", l, StringComparison.Ordinal));
            Assert.All(lines.Skip(1), l => Assert.StartsWith("BDC", l, StringComparison.Ordinal));
        }
    }

    [SkippableByServer]
    public async Task Water_AnUploadThatBrokeOff_HasNoFlagAndIsThereInFullUnderTheNextNumber()
    {
        await using var sandbox = await StartAsync();

        var broken = Assert.Single(Directory.GetFiles(In(sandbox, "utility-water"), "*_001.csv"));
        var whole = broken.Replace("_001.", "_002.", StringComparison.Ordinal);

        Assert.False(File.Exists(broken + ".ok"));
        Assert.True(File.Exists(whole + ".ok"));
        var bytes = await File.ReadAllBytesAsync(whole);
        Assert.Equal(bytes[..(bytes.Length / 2)], await File.ReadAllBytesAsync(broken));
    }

    [SkippableByServer]
    public async Task Broadcast_Flag_StandsInPlaceOfTheEnding()
    {
        await using var sandbox = await StartAsync();
        var files = Directory.GetFiles(In(sandbox, "utility-broadcast"), "*_002.csv");

        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.Equal(0, new FileInfo(Path.ChangeExtension(f, ".ok")).Length));
        Assert.Contains(files.SelectMany(Lines), l => l.Contains("已过户", StringComparison.Ordinal));
    }

    [SkippableByServer]
    public async Task Statement_Lines_AreOfCasesOfTheHallAndEndWithABar()
    {
        await using var sandbox = await StartAsync();
        var lines = Directory.GetFiles(In(sandbox, "payment-statement"), "*.csv").SelectMany(f => Lines(f).Skip(1)).ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.EndsWith("|", l, StringComparison.Ordinal));
        Assert.All(lines, l => Assert.StartsWith("QZ", l.Split('|')[1], StringComparison.Ordinal));
        var keys = lines.Select(l => l.Split('|')).Select(c => (c[0], c[5])).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public async Task VillageDesk_Workbook_HasATitleMergedCellsAndASum()
    {
        await using var sandbox = await StartAsync();
        var sheets = Directory.GetFiles(In(sandbox, "village-desk"), "*.xlsx").Select(Sheet).ToArray();

        Assert.NotEmpty(sheets);
        Assert.All(sheets, s => Assert.Contains("便民服务站", s, StringComparison.Ordinal));
        Assert.All(sheets, s => Assert.Contains("<mergeCell ref=\"A1:H1\"/>", s, StringComparison.Ordinal));
        Assert.All(sheets, s => Assert.Contains("合计", s, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_NothingChanged_UploadsNothing()
    {
        var options = Options();
        string[] taken;
        await using (var first = await SystemsSandbox.StartAsync(servers, options))
        {
            taken = Directory.GetFiles(In(first, "village-desk"));
            Array.ForEach(taken, File.Delete);
        }

        await using var second = await SystemsSandbox.StartAsync(servers, options);

        Assert.NotEmpty(taken);
        Assert.Empty(Directory.GetFiles(In(second, "village-desk")));
    }

    [Fact]
    public async Task Edit_OneLine_ItsFileIsThereOnceMoreUnderItsNameWithAllLines()
    {
        await using var sandbox = await StartAsync();
        using var client = new SandboxClient(sandbox.Server, servers.Connection, servers.Options());
        var truth = await sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/truth/systems/village-desk");
        var good = truth.GetProperty("cases").EnumerateArray().First().GetProperty("key").GetString()!;
        var name = good[..good.LastIndexOf('-')] + ".xlsx";
        var before = Sheet(Path.Combine(In(sandbox, "village-desk"), name));
        Array.ForEach(Directory.GetFiles(In(sandbox, "village-desk")), File.Delete);

        await client.ActAsync("edit", new { system = "village-desk", sourceNos = new[] { good } });

        var again = Assert.Single(Directory.GetFiles(In(sandbox, "village-desk")));
        Assert.Equal(name, Path.GetFileName(again));
        Assert.NotEqual(before, Sheet(again));
        Assert.Equal(before.Split("<row ").Length, Sheet(again).Split("<row ").Length);
    }

    [Fact]
    public async Task New_Entries_ArriveInFilesOfTheirOwn()
    {
        await using var sandbox = await StartAsync();
        using var client = new SandboxClient(sandbox.Server, servers.Connection, servers.Options());
        Array.ForEach(Directory.GetFiles(In(sandbox, "livelihood-villages")), File.Delete);

        var made = await client.ActAsync("new", new { system = "livelihood-villages", count = 2 });

        var sheets = string.Concat(Directory.GetFiles(In(sandbox, "livelihood-villages")).Select(Sheet));
        Assert.All(made.GetProperty("sourceNos").EnumerateArray(), no => Assert.Contains(no.GetString()!, sheets, StringComparison.Ordinal));
    }

    private SandboxOptions Options() => servers.Options(cases: 800) with { Systems = SystemsSandbox.Ids, BaseTime = SystemsSandbox.BaseTime };

    private Task<SystemsSandbox> StartAsync() => SystemsSandbox.StartAsync(servers, Options());

    private static string In(SystemsSandbox sandbox, string system) => Path.Combine(sandbox.Server.Ready.Settings[system + ".folder"], Behind.Contains(system) ? "in" : "");

    private static string[] Lines(string file) => File.ReadAllText(file, Encoding.GetEncoding("gb18030")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Sheet(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return reader.ReadToEnd();
    }
}
