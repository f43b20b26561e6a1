using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Exchange.Connectors.Database.Reading;

/// <summary>
/// Writes rows as JSON objects: column → value. Times as <c>yyyy-MM-dd HH:mm:ss</c> in the system's zone with the fraction
/// they have, decimals exact, bytes as base64, JSON columns as text.
/// </summary>
internal sealed class RowWriter
{
    private readonly JsonEncodedText[] _names;
    private readonly Action<Utf8JsonWriter, DbDataReader, int>[] _write;
    private readonly TimeZoneInfo _zone;

    /// <summary>Prepares the columns of a result.</summary>
    /// <param name="reader">The result.</param>
    /// <param name="columns">How many of its columns belong to the row.</param>
    /// <param name="zone">The system's zone.</param>
    public RowWriter(DbDataReader reader, int columns, TimeZoneInfo zone)
    {
        _zone = zone;
        _names = new JsonEncodedText[columns];
        _write = new Action<Utf8JsonWriter, DbDataReader, int>[columns];
        for (var i = 0; i < columns; i++)
        {
            _names[i] = JsonEncodedText.Encode(reader.GetName(i));
            _write[i] = Writer(reader.GetDataTypeName(i), reader.GetFieldType(i));
        }
    }

    /// <summary>Writes the row the reader stands on.</summary>
    /// <returns>The first column whose value cannot be read, or <see langword="null"/>.</returns>
    public string? Write(Utf8JsonWriter writer, DbDataReader reader)
    {
        string? unreadable = null;
        writer.WriteStartObject();
        for (var i = 0; i < _names.Length; i++)
        {
            writer.WritePropertyName(_names[i]);
            try
            {
                if (reader.IsDBNull(i))
                {
                    writer.WriteNullValue();
                }
                else
                {
                    _write[i](writer, reader, i);
                }
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException or FormatException)
            {
                // A value .NET cannot hold (a date BC, NaN, bytes that are no text): the row is kept and told apart.
                writer.WriteNullValue();
                unreadable ??= reader.GetName(i);
            }
        }

        writer.WriteEndObject();
        return unreadable;
    }

    private Action<Utf8JsonWriter, DbDataReader, int> Writer(string dataType, Type type)
    {
        if (dataType == "date")
        {
            return (w, r, i) => w.WriteStringValue(r.GetFieldValue<DateOnly>(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (dataType.StartsWith("timestamp", StringComparison.Ordinal))
        {
            return (w, r, i) => WriteTime(w, r.GetDateTime(i));
        }

        if (dataType.StartsWith("time ", StringComparison.Ordinal) && type != typeof(DateTimeOffset))
        {
            return (w, r, i) => w.WriteStringValue(r.GetFieldValue<TimeOnly>(i).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture));
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => (w, r, i) => w.WriteStringValue(r.GetString(i)),
            TypeCode.Int16 => (w, r, i) => w.WriteNumberValue(r.GetInt16(i)),
            TypeCode.Int32 => (w, r, i) => w.WriteNumberValue(r.GetInt32(i)),
            TypeCode.Int64 => (w, r, i) => w.WriteNumberValue(r.GetInt64(i)),
            TypeCode.Single => (w, r, i) => w.WriteNumberValue(r.GetFloat(i)),
            TypeCode.Double => (w, r, i) => w.WriteNumberValue(r.GetDouble(i)),
            TypeCode.Decimal => (w, r, i) => w.WriteNumberValue(r.GetDecimal(i)),
            TypeCode.Boolean => (w, r, i) => w.WriteBooleanValue(r.GetBoolean(i)),
            _ when type == typeof(byte[]) => (w, r, i) => w.WriteBase64StringValue(r.GetFieldValue<byte[]>(i)),
            _ => (w, r, i) => WriteOther(w, r.GetValue(i)),
        };
    }

    private void WriteTime(Utf8JsonWriter writer, DateTime time)
    {
        if (time.Kind == DateTimeKind.Utc && time > DateTime.MinValue.AddDays(1) && time < DateTime.MaxValue.AddDays(-1))
        {
            time = TimeZoneInfo.ConvertTimeFromUtc(time, _zone);
        }

        Span<char> text = stackalloc char[32];
        time.TryFormat(text, out var length, time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static void WriteOther(Utf8JsonWriter writer, object value)
    {
        if (value is Array { Rank: 1 } list)
        {
            writer.WriteStartArray();
            foreach (var item in list)
            {
                if (item is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    writer.WriteStringValue(Convert.ToString(item, CultureInfo.InvariantCulture));
                }
            }

            writer.WriteEndArray();
            return;
        }

        writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
    }
}
