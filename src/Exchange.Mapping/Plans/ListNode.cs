using System.Text.Json;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Plans;

/// <summary>A list made from a list of the source.</summary>
internal sealed class ListNode(string name, string path, SourceSlot source, ScopePlan items, ListFilter[] filters) : OutputNode(name)
{
    public override bool HasValue(MapRun record, Frame frame) => record.Slot(source).Kind is not (SourceKind.Missing or SourceKind.Null);

    public override void Write(MapRun record, Frame frame, Utf8JsonWriter writer)
    {
        var list = record.Slot(source);
        if (list.Kind != SourceKind.Array)
        {
            record.Report(new FieldError(path, record.PathOf(source), FieldReasons.WrongType, null, "A list is expected here."), asWarning: false);
            return;
        }

        var inner = record.Frames[items.Frame];
        inner.ListPath = record.PathOf(source);
        inner.Position = -1;
        var reader = new Utf8JsonReader(record.Json.Span.Slice(list.Start, list.Length), MapRun.ReaderOptions);
        reader.Read();
        var open = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && !record.Full)
        {
            inner.Position++;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                record.Report(
                    new FieldError(path, $"{inner.ListPath}[{inner.Position}]", FieldReasons.WrongType, null, "The items of this list are expected to be objects."),
                    asWarning: false);
                continue;
            }

            Array.Clear(inner.Slots);
            SourceReader.ReadObject(ref reader, list.Start, items.Source, inner.Slots);
            if (!Wanted(record))
            {
                continue;
            }

            record.Evaluate(items);
            if (!open)
            {
                writer.WritePropertyName(Name);
                writer.WriteStartArray();
                open = true;
            }

            writer.WriteStartObject();
            record.WriteAll(items.Output, inner, writer);
            writer.WriteEndObject();
        }

        if (open)
        {
            writer.WriteEndArray();
        }
    }

    private bool Wanted(MapRun record)
    {
        foreach (var filter in filters)
        {
            if (!filter.Matches(record))
            {
                return false;
            }
        }

        return true;
    }
}
