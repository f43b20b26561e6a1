using System.Text.Json;

namespace Exchange.Mapping.Plans;

/// <summary>A group of fields; a list of exactly one group where the record is one item of a list of the case.</summary>
internal sealed class GroupNode(string name, OutputNode[] children, bool asList) : OutputNode(name)
{
    public override bool HasValue(MapRun record, Frame frame)
    {
        foreach (var child in children)
        {
            if (child.HasValue(record, frame))
            {
                return true;
            }
        }

        return false;
    }

    public override void Write(MapRun record, Frame frame, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(Name);
        if (asList)
        {
            writer.WriteStartArray();
        }

        writer.WriteStartObject();
        record.WriteAll(children, frame, writer);
        writer.WriteEndObject();
        if (asList)
        {
            writer.WriteEndArray();
        }
    }
}
