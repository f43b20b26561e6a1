using System.Text;
using System.Text.Json;

namespace Exchange.Connectors.Files.Writing;

/// <summary>Makes the bytes of a file.</summary>
internal static class SinkFile
{
    public static byte[] Write(FilesSink sink, IReadOnlyList<SinkItem> items) => sink.Format switch
    {
        SinkFormat.Xml => new XmlFile(sink).Write(items),
        SinkFormat.JsonLines => sink.Encoding.GetBytes(Lines(items)),
        _ => sink.Encoding.GetBytes(new CsvFile(sink).Write(items)),
    };

    private static string Lines(IReadOnlyList<SinkItem> items)
    {
        var lines = new StringBuilder();
        foreach (var item in items)
        {
            lines.Append(item.Json.GetRawText()).Append('\n');
        }

        return lines.ToString();
    }
}
