using Npgsql;
using NpgsqlTypes;

namespace Exchange.Storage.Records;

/// <summary>
/// Writes the columns of a COPY row. The writes fill the driver's buffer and flush it to the local socket when it is full;
/// an asynchronous call for each column would cost more than the flushes do.
/// </summary>
/// <param name="importer">The COPY in progress.</param>
internal readonly struct CopyRow(NpgsqlBinaryImporter importer)
{
    public void Write<T>(T value, NpgsqlDbType type) => importer.Write(value, type);

    public void WriteOptional(byte[]? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Bytea);
        }
    }

    public void WriteOptional(string? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Text);
        }
    }

    public void WriteOptional(int? value)
    {
        if (value is { } number)
        {
            importer.Write(number, NpgsqlDbType.Integer);
        }
        else
        {
            importer.WriteNull();
        }
    }

    public void WriteOptional(DateTimeOffset? value)
    {
        if (value is { } time)
        {
            importer.Write(time.UtcDateTime, NpgsqlDbType.TimestampTz);
        }
        else
        {
            importer.WriteNull();
        }
    }
}
