using System.Text;
using static Exchange.Connectors.Files.Tests.FilesFixture;

namespace Exchange.Connectors.Files.Tests;

/// <summary>Delimited files are read as bytes in blocks: what stands at the edges of blocks and what is no character.</summary>
public sealed class CsvBytesTests : IDisposable
{
    private static readonly string[] Pieces =
        ["", "a", "350521103XK01003", "张三", "东园镇（新）", "王𬭊", "\u00e9", "α", "\\", "\t", "\u0001", "5\" 管", "甲,乙", "甲\"乙\"", "一\n二", "\"", "\"\"", "，", new string('长', 700), new string('x', 3000), "\u4DAE", "\u007f", "'", "\r\n"];

    private readonly FilesFixture _files = new();

    [Theory]
    [InlineData("utf-8", ",", "\"")]
    [InlineData("gb18030", ",", "\"")]
    [InlineData("utf-16", ",", "\"")]
    [InlineData("utf-16be", ",", "\"")]
    [InlineData("utf-8", "|", "'")]
    [InlineData("utf-8", "，", "\"")]
    [InlineData("gb18030", "，", "“")]
    public async Task Read_AnyCells_ComeOutAsTheyWentIn(string charset, string delimiter, string quote)
    {
        var random = new Random(7);
        var encoding = Encoding.GetEncoding(charset);
        var rows = Enumerable.Range(0, 1500).Select(i => new[] { $"S{i}" }.Concat(Enumerable.Range(0, 4).Select(_ => Pieces[random.Next(Pieces.Length)] + Pieces[random.Next(Pieces.Length)])).Select(c => Held(c, encoding)).ToArray()).ToList();
        var text = new StringBuilder(string.Join(delimiter, "流水号", "a", "b", "c", "d")).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(delimiter, row.Select(c => random.Next(4) == 0 || c.IndexOfAny(['\r', '\n']) >= 0 || c.Contains(delimiter, StringComparison.Ordinal) || c.StartsWith(quote, StringComparison.Ordinal)
                ? quote + c.Replace(quote, quote + quote, StringComparison.Ordinal) + quote
                : c)).Append(random.Next(3) switch { 0 => "\r", 1 => "\n", _ => "\r\n" });
        }

        _files.Put("in/a.csv", encoding.GetBytes(text.ToString()));
        var records = await RecordsAsync(_files.Source($"files: {{ path: \"in/*.csv\", charset: {charset} }}\ntable: {{ delimiter: \"{delimiter}\", quote: \"{quote.Replace("\"", "\\\"", StringComparison.Ordinal)}\" }}"));
        Assert.Equal(rows.Count, records.Count);
        Assert.All(records.Zip(rows), pair =>
        {
            Assert.Null(pair.First.Fault);
            Assert.Equal(pair.Second, new[] { "流水号", "a", "b", "c", "d" }.Select(f => Text(pair.First, f)));
        });
    }

    [Theory]
    [InlineData("utf-8", new byte[] { 0xE5, 0xBC })]
    [InlineData("utf-8", new byte[] { 0xEF, 0xBF, 0xBF })]
    [InlineData("utf-8", new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData("gb18030", new byte[] { 0x81 })]
    [InlineData("gb18030", new byte[] { 0xFF })]
    [InlineData("gb18030", new byte[] { 0x81, 0x30, 0x81 })]
    public async Task Read_BrokenCharacterBeforeALinesEnd_FaultsThatRowAloneWhereverItStands(string charset, byte[] bad)
    {
        var encoding = Encoding.GetEncoding(charset);
        using var bytes = new MemoryStream();
        bytes.Write(encoding.GetBytes("流水号,名\n"));
        var faulty = new List<int>();
        for (var i = 0; i < 20_000; i++)
        {
            bytes.Write(encoding.GetBytes($"S{i},张三丰王{i}"));
            if (i % 1999 == 7)
            {
                bytes.Write(bad);
                faulty.Add(i);
            }

            bytes.WriteByte((byte)'\n');
        }

        _files.Put("in/a.csv", bytes.ToArray());
        var records = await RecordsAsync(_files.Source($"files: {{ path: \"in/*.csv\", charset: {charset} }}"));
        Assert.Equal(20_000, records.Count);
        Assert.Equal(faulty, Enumerable.Range(0, records.Count).Where(i => records[i].Fault is not null));
        Assert.All(records.Where((_, i) => !faulty.Contains(i)), r => Assert.StartsWith("张三丰王", Text(r, "名"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_FileThatEndsWithinACharacter_FaultsTheLastRow()
    {
        _files.Put("in/a.csv", [.. "流水号\nS1\nS"u8, 0xE5, 0xBC]);
        var records = await RecordsAsync(_files.Source("files: { path: \"in/*.csv\" }"));
        Assert.Equal(["S1", null], records.Select(r => r.SourceKey));
    }

    [Fact]
    public async Task Read_RecordOfExactlyTheLongest_IsTakenAndOneMoreIsNot()
    {
        _files.Put("in/a.csv", $"流水号\n{new string('长', 1023)}\n{new string('长', 1024)}\nS3\n");
        var records = await RecordsAsync(_files.Source("files: { path: \"in/*.csv\", maximumRecord: 1KB }"));
        Assert.Equal(["too-long", "undecodable", null], records.Select(r => r.Fault?.Reason));
    }

    public void Dispose() => _files.Dispose();

    // The text without what the character set lacks.
    private static string Held(string text, Encoding encoding) =>
        encoding.GetString(encoding.GetBytes(text)) == text ? text : new string([.. text.Where(c => c < 0x80)]);
}
