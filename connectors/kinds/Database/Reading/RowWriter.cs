using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Decoding;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database.Reading;

/// <summary>
/// Writes rows as JSON objects: column → value. Times as <c>yyyy-MM-dd HH:mm:ss</c> in the system's zone with the fraction
/// they have, numbers exact, bytes as base64, documents as objects where the stream says so, JSON columns as text otherwise.
/// </summary>
internal sealed class RowWriter
{
    private readonly DatabaseClient _client;
    private readonly JsonEncodedText[] _names;
    private readonly ValueWriter[] _write;
    private readonly string[] _columns;
    private readonly bool[] _isKey;
    private readonly TimeZoneInfo _zone;
    private readonly int _largest;

    /// <summary>Prepares the columns of a result.</summary>
    /// <param name="reader">The result.</param>
    /// <param name="columns">How many of its columns belong to the row.</param>
    /// <param name="client">The database.</param>
    /// <param name="types">The columns of the table; texts of it that come as bytes are decoded.</param>
    /// <param name="readings">Columns read in a way of their own.</param>
    /// <param name="keys">The columns written twice; <see langword="null"/> for none.</param>
    public RowWriter(DbDataReader reader, int columns, DatabaseClient client, IReadOnlyDictionary<string, ColumnType> types, IReadOnlyDictionary<string, ColumnReading> readings, KeyFields? keys = null)
    {
        _isKey = new bool[columns];
        _client = client;
        _zone = client.Zone;
        _largest = client.Settings.LargestValue;
        _names = new JsonEncodedText[columns];
        _write = new ValueWriter[columns];
        _columns = new string[columns];
        for (var i = 0; i < columns; i++)
        {
            _columns[i] = reader.GetName(i);
            _names[i] = JsonEncodedText.Encode(_columns[i]);
            _isKey[i] = keys?.Has(_columns[i]) ?? false;
            var type = reader.GetFieldType(i);
            var dataType = reader.GetDataTypeName(i);
            _write[i] = Decoder(readings.GetValueOrDefault(_columns[i]), type, types.GetValueOrDefault(_columns[i]) is { Kind: ValueKind.Text }) ?? client.Provider.Writer(dataType, type, _zone) ?? Writer(dataType, type);
        }
    }

    /// <summary>Writes the row the reader stands on.</summary>
    /// <returns>The first column whose value cannot be read and why, or <see langword="null"/>.</returns>
    public (string Column, string Why)? Write(Utf8JsonWriter writer, DbDataReader reader, KeyFields? keys = null)
    {
        (string, string)? unreadable = null;
        keys?.Writer.WriteStartObject();
        writer.WriteStartObject();
        for (var i = 0; i < _names.Length; i++)
        {
            writer.WritePropertyName(_names[i]);
            try
            {
                if (keys is not null && _isKey[i])
                {
                    WriteKey(writer, reader, i, keys);
                }
                else if (reader.IsDBNull(i))
                {
                    writer.WriteNullValue();
                }
                else
                {
                    _write[i](writer, reader, i);
                }
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException or FormatException or UndecodableValue or MySqlConnector.MySqlConversionException)
            {
                // A value .NET cannot hold (a date BC, NaN), or bytes that are no text: the row is kept and told apart.
                writer.WriteNullValue();
                unreadable ??= (_columns[i], exception is UndecodableValue ? exception.Message : "the value is outside of what can be read");
            }
        }

        writer.WriteEndObject();
        keys?.Writer.WriteEndObject();
        return unreadable;
    }

    // A field that cannot be read is missing from the keys and null in the row.
    private void WriteKey(Utf8JsonWriter writer, DbDataReader reader, int place, KeyFields keys)
    {
        if (reader.IsDBNull(place))
        {
            writer.WriteNullValue();
            return;
        }

        keys.Writer.WritePropertyName(_names[place]);
        var start = keys.Position;
        try
        {
            _write[place](keys.Writer, reader, place);
        }
        catch (Exception)
        {
            keys.Writer.WriteNullValue();
            throw;
        }

        writer.WriteRawValue(keys.Since(start), skipInputValidation: true);
    }

    private ValueWriter? Decoder(ColumnReading? reading, Type type, bool isText)
    {
        var characters = reading?.CharacterSet ?? _client.Settings.CharacterSet;
        if (type == typeof(byte[]) && (reading is not null || (characters is not null && isText)))
        {
            // Bytes of a column that is declared, or of a text column read raw; other bytes stay bytes.
            return (w, r, i) => WithBytes(r, i, (bytes, length) => ColumnDecoder.Write(w, reading, characters ?? CharacterSet.Utf8, bytes.AsSpan(0, length)));
        }

        return reading is { Xml: true } or { Json: true } ? (w, r, i) => ColumnDecoder.Write(w, reading, Bounded(r.GetString(i))) : null;
    }

    private ValueWriter Writer(string dataType, Type type)
    {
        if (dataType.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase) && type == typeof(DateTime))
        {
            return (w, r, i) => WriteTime(w, r.GetDateTime(i));
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => (w, r, i) => w.WriteStringValue(Bounded(r.GetString(i))),
            TypeCode.SByte => (w, r, i) => w.WriteNumberValue(r.GetFieldValue<sbyte>(i)),
            TypeCode.Byte => (w, r, i) => w.WriteNumberValue(r.GetByte(i)),
            TypeCode.Int16 => (w, r, i) => w.WriteNumberValue(r.GetInt16(i)),
            TypeCode.UInt16 => (w, r, i) => w.WriteNumberValue(r.GetFieldValue<ushort>(i)),
            TypeCode.Int32 => (w, r, i) => w.WriteNumberValue(r.GetInt32(i)),
            TypeCode.UInt32 => (w, r, i) => w.WriteNumberValue(r.GetFieldValue<uint>(i)),
            TypeCode.Int64 => (w, r, i) => w.WriteNumberValue(r.GetInt64(i)),
            TypeCode.UInt64 => (w, r, i) => w.WriteNumberValue(r.GetFieldValue<ulong>(i)),
            TypeCode.Single => (w, r, i) => w.WriteNumberValue(r.GetFloat(i)),
            TypeCode.Double => (w, r, i) => w.WriteNumberValue(r.GetDouble(i)),
            TypeCode.Decimal => WriteDecimal,
            TypeCode.Boolean => (w, r, i) => w.WriteBooleanValue(r.GetBoolean(i)),
            TypeCode.DateTime => (w, r, i) => WriteTime(w, r.GetDateTime(i)),
            _ when type == typeof(byte[]) => (w, r, i) => WithBytes(r, i, (bytes, length) => w.WriteBase64StringValue(bytes.AsSpan(0, length))),
            _ when type == typeof(DateTimeOffset) => (w, r, i) => WriteTime(w, TimeZoneInfo.ConvertTime(r.GetFieldValue<DateTimeOffset>(i), _zone).DateTime),
            _ => (w, r, i) => WriteOther(w, r.GetValue(i)),
        };
    }

    // More digits than .NET's decimal holds are taken from the provider's own type.
    private static void WriteDecimal(Utf8JsonWriter writer, DbDataReader reader, int place)
    {
        try
        {
            writer.WriteNumberValue(reader.GetDecimal(place));
        }
        catch (Exception exception) when (exception is OverflowException or InvalidCastException)
        {
            var text = Exact(reader, place);
            if (text.Length is 0 or > 200 || text.AsSpan(1).ContainsAnyExcept("0123456789.") || (text[0] != '-' && !char.IsAsciiDigit(text[0])))
            {
                throw;
            }

            writer.WriteRawValue(text);
        }
    }

    private static string Exact(DbDataReader reader, int place)
    {
        try
        {
            return Convert.ToString(reader.GetProviderSpecificValue(place), CultureInfo.InvariantCulture) ?? "";
        }
        catch (InvalidOperationException)
        {
            // Read one after the other, a column is handed over once.
            return "";
        }
    }

    private string Bounded(string text) => text.Length <= _largest ? text : throw new UndecodableValue($"it is larger than {_largest} bytes");

    private void WithBytes(DbDataReader reader, int place, Action<byte[], int> use)
    {
        using var stream = reader.GetStream(place);
        var rented = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var length = 0;
            while (true)
            {
                var read = stream.Read(rented, length, rented.Length - length);
                if (read == 0)
                {
                    break;
                }

                length += read;
                if (length > _largest)
                {
                    throw new UndecodableValue($"it is larger than {_largest} bytes");
                }

                if (length == rented.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(rented.Length * 2);
                    rented.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(rented);
                    rented = larger;
                }
            }

            use(rented, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private void WriteTime(Utf8JsonWriter writer, DateTime time)
    {
        if (time.Kind == DateTimeKind.Utc && time > DateTime.MinValue.AddDays(1) && time < DateTime.MaxValue.AddDays(-1))
        {
            time = TimeZoneInfo.ConvertTimeFromUtc(time, _zone);
        }

        if (time.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            Span<char> text = stackalloc char[32];
            time.TryFormat(text, out var length, "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
            return;
        }

        // Digit by digit: a row has several times, and formats are read anew for each.
        Span<byte> digits = stackalloc byte[19];
        Two(digits, 0, time.Year / 100);
        Two(digits, 2, time.Year % 100);
        digits[4] = digits[7] = (byte)'-';
        Two(digits, 5, time.Month);
        Two(digits, 8, time.Day);
        digits[10] = (byte)' ';
        Two(digits, 11, time.Hour);
        digits[13] = digits[16] = (byte)':';
        Two(digits, 14, time.Minute);
        Two(digits, 17, time.Second);
        writer.WriteStringValue(digits);
    }

    private static void Two(Span<byte> digits, int place, int number)
    {
        digits[place] = (byte)('0' + (number / 10));
        digits[place + 1] = (byte)('0' + (number % 10));
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
