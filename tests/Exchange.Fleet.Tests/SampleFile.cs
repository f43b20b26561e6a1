using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Exchange.Fleet.Tests;

/// <summary>The sample records of one stream and the mapping they are for.</summary>
internal sealed partial class SampleFile
{
    private SampleFile(string file)
    {
        System = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!);
        Stream = Path.GetFileNameWithoutExtension(file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        Records = [.. document.RootElement.EnumerateArray().Select(r => r.Clone())];
    }

    public static IReadOnlyList<SampleFile> All { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Fleet.Root, "connectors", "systems")).Select(d => Path.Combine(d, "samples")).Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d, "*.json")).Order(StringComparer.Ordinal).Select(f => new SampleFile(f))];

    public string System { get; }

    public string Stream { get; }

    public string Id => $"{System}/{Stream}";

    public IReadOnlyList<JsonElement> Records { get; }

    /// <summary>The text of the mapping.</summary>
    public string Mapping => File.ReadAllText(Path.Combine(Fleet.Root, "mappings", System, Stream + ".yaml"));

    /// <summary>The columns of the records, those of structures inside texts too.</summary>
    public IReadOnlySet<string> Columns => Records.SelectMany(Names).ToHashSet(StringComparer.Ordinal);

    /// <summary>The words the mapping reads by.</summary>
    public IReadOnlySet<string> ReadWords => Words(Lines.Where(l => !l.TrimStart().StartsWith('#')));

    /// <summary>The columns and paths the mapping says it leaves out, each with a reason.</summary>
    public IReadOnlySet<string> LeftOut =>
        Lines.Select(l => Note().Match(l)).Where(m => m.Success).SelectMany(m => m.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);

    private string[] Lines => Mapping.Split('\n');

    public static byte[] Bytes(JsonElement record) => Encoding.UTF8.GetBytes(record.GetRawText());

    private static HashSet<string> Words(IEnumerable<string> lines) =>
        lines.SelectMany(l => Word().Matches(l)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<string> Names(JsonElement record)
    {
        var left = LeftOut;
        foreach (var member in record.EnumerateObject())
        {
            var isXml = member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()!.StartsWith('<');
            foreach (var name in isXml ? Inside(XDocument.Parse(member.Value.GetString()!).Root!, left) : [member.Name])
            {
                yield return name;
            }
        }
    }

    // Of an element that is left out its content is too.
    private static IEnumerable<string> Inside(XElement element, IReadOnlySet<string> left)
    {
        if (left.Contains(element.Name.LocalName))
        {
            return [element.Name.LocalName];
        }

        IEnumerable<string> own = element.HasElements || element.HasAttributes ? [] : [element.Name.LocalName];
        return own.Concat(element.Attributes().Select(a => "@" + a.Name.LocalName)).Concat(element.Elements().SelectMany(e => Inside(e, left)));
    }

    [GeneratedRegex("^# Not mapped: (.+?) — .+", RegexOptions.NonBacktracking)]
    private static partial Regex Note();

    [GeneratedRegex(@"@?[\p{L}_][\p{L}\p{Nd}_-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
