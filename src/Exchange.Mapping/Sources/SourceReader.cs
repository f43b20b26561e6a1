using System.Text.Json;

namespace Exchange.Mapping.Sources;

/// <summary>Walks a record once and notes where the values stand that a mapping reads. A name that stands twice counts as its last.</summary>
internal static class SourceReader
{
    /// <summary>Notes the values of the object the reader stands on; afterwards the reader stands on its end.</summary>
    /// <param name="reader">The reader, on the start of an object.</param>
    /// <param name="origin">Where the reader's bytes begin in the record.</param>
    /// <param name="node">The paths to read.</param>
    /// <param name="slots">Where the values go.</param>
    public static void ReadObject(ref Utf8JsonReader reader, int origin, SourceNode node, SourceValue[] slots)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var child = reader.ValueIsEscaped ? FindEscaped(ref reader, node) : node.Find(reader.ValueSpan);
            reader.Read();
            if (child is null)
            {
                reader.Skip();
            }
            else
            {
                ReadValue(ref reader, origin, child, slots);
            }
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, int origin, SourceNode node, SourceValue[] slots)
    {
        var start = (int)reader.TokenStartIndex;
        var escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        var kind = reader.TokenType switch
        {
            JsonTokenType.String => SourceKind.Text,
            JsonTokenType.Number => SourceKind.Number,
            JsonTokenType.True => SourceKind.True,
            JsonTokenType.False => SourceKind.False,
            JsonTokenType.StartObject => SourceKind.Object,
            JsonTokenType.StartArray => SourceKind.Array,
            _ => SourceKind.Null,
        };
        if (kind == SourceKind.Object && node.HasChildren)
        {
            ReadObject(ref reader, origin, node, slots);
        }
        else if (kind == SourceKind.Array && node.HasItems)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (node.Find(i) is { } item)
                {
                    ReadValue(ref reader, origin, item, slots);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }

        if (node.Slot >= 0)
        {
            slots[node.Slot] = new SourceValue(kind, escaped, origin + start, (int)reader.BytesConsumed - start);
        }
    }

    private static SourceNode? FindEscaped(ref Utf8JsonReader reader, SourceNode node)
    {
        var name = new byte[reader.ValueSpan.Length];
        try
        {
            return node.Find(name.AsSpan(0, reader.CopyString(name)));
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair is nothing a mapping could have named.
            return null;
        }
    }
}
