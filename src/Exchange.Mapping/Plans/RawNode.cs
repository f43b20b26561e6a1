using System.Text.Json;

namespace Exchange.Mapping.Plans;

/// <summary>The codes and texts of the source, kept beside the canonical ones.</summary>
internal sealed class RawNode(IReadOnlyList<(string Path, int Index)> fields) : OutputNode("raw")
{
    private readonly (JsonEncodedText Path, int Index)[] _fields =
        [.. fields.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => (JsonEncodedText.Encode(f.Path, OutputText.Encoder), f.Index))];

    public override bool HasValue(MapRun record, Frame frame)
    {
        foreach (var (_, index) in _fields)
        {
            if (frame.Values[index].Raw is not null)
            {
                return true;
            }
        }

        return false;
    }

    public override void Write(MapRun record, Frame frame, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(Name);
        writer.WriteStartObject();
        foreach (var (path, index) in _fields)
        {
            if (frame.Values[index].Raw is { } raw)
            {
                writer.WriteString(path, raw);
            }
        }

        writer.WriteEndObject();
    }
}
