using System.Text;
using System.Text.Json;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping.Plans;

/// <summary>A list made from a list of the source.</summary>
internal sealed class ListNode(string name, string path, SourceSlot source, string? split, ScopePlan items, ListFilter[] filters) : OutputNode(name)
{
    public override bool HasValue(MapRun record, Frame frame) => record.HasItems(source);

    public override void Write(MapRun record, Frame frame, Utf8JsonWriter writer)
    {
        var list = record.Slot(source);
        var inner = record.Frames[items.Frame];
        inner.ListPath = record.PathOf(source);
        inner.Position = -1;
        var open = false;
        switch (list.Kind)
        {
            case SourceKind.Array:
                var reader = record.ReaderOf(list);
                reader.Read();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && !record.Full)
                {
                    inner.Position++;
                    WriteItem(record, inner, ref reader, list.Start, writer, ref open);
                }

                break;
            case SourceKind.Object:
                var single = record.ReaderOf(list);
                single.Read();
                WriteItem(record, inner, ref single, list.Start, writer, ref open);
                break;
            case var _ when items.Itself >= 0 && record.TextOf(source) is { } text:
                WritePieces(record, inner, text, writer, ref open);
                break;
            default:
                record.Report(new FieldError(path, record.PathOf(source), FieldReasons.WrongType, null, "A list is expected here."), asWarning: false);
                break;
        }

        if (open)
        {
            writer.WriteEndArray();
        }
    }

    private void WriteItem(MapRun record, Frame inner, ref Utf8JsonReader reader, int origin, Utf8JsonWriter writer, ref bool open)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Array.Clear(inner.Slots);
            SourceReader.ReadObject(ref reader, origin, items.Source, inner.Slots);
            if (items.Itself >= 0)
            {
                inner.Slots[items.Itself] = new SourceValue(SourceKind.Object, false, 0, 0);
            }

            Write(record, inner, writer, ref open);
        }
        else if (items.Itself >= 0 && reader.TokenType is not JsonTokenType.StartArray)
        {
            if (Scalar(ref reader) is { } piece)
            {
                WritePiece(record, inner, piece, writer, ref open);
            }
        }
        else
        {
            reader.Skip();
            record.Report(
                new FieldError(path, inner.PathOf(""), FieldReasons.WrongType, null, "The items of this list are expected to be objects."),
                asWarning: false);
        }
    }

    private static string? Scalar(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Null => null,
                _ => Encoding.UTF8.GetString(reader.ValueSpan),
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair; the field that reads it tells so.
            return "\0";
        }
    }

    private void WritePieces(MapRun record, Frame inner, string text, Utf8JsonWriter writer, ref bool open)
    {
        var rest = text.AsSpan();
        while (!record.Full)
        {
            var end = split is null ? -1 : rest.IndexOf(split, StringComparison.Ordinal);
            var piece = (end < 0 ? rest : rest[..end]).Trim();
            inner.Position++;
            if (piece.Length > 0)
            {
                WritePiece(record, inner, piece.ToString(), writer, ref open);
            }

            if (end < 0)
            {
                return;
            }

            rest = rest[(end + split!.Length)..];
        }
    }

    private void WritePiece(MapRun record, Frame inner, string piece, Utf8JsonWriter writer, ref bool open)
    {
        Array.Clear(inner.Slots);
        inner.Piece = piece;
        inner.Slots[items.Itself] = new SourceValue(SourceKind.Piece, false, 0, 0);
        Write(record, inner, writer, ref open);
    }

    private void Write(MapRun record, Frame inner, Utf8JsonWriter writer, ref bool open)
    {
        if (!Wanted(record))
        {
            return;
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
