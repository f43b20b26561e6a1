using System.Text.Json;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Plans;

/// <summary>One field.</summary>
internal sealed class LeafNode(string name, int index) : OutputNode(name)
{
    public override bool HasValue(MapRun record, Frame frame) => frame.Values[index].Kind != ValueKind.None;

    public override void Write(MapRun record, Frame frame, Utf8JsonWriter writer)
    {
        ref var value = ref frame.Values[index];
        writer.WritePropertyName(Name);
        switch (value.Kind)
        {
            case ValueKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case ValueKind.Flag:
                writer.WriteBooleanValue(value.Flag);
                break;
            case ValueKind.Time:
                OutputText.Write(writer, value.Time);
                break;
            case ValueKind.Date:
                OutputText.Write(writer, value.Date);
                break;
            default:
                writer.WriteStringValue(value.Text);
                break;
        }
    }
}
