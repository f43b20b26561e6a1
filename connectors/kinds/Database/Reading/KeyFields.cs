using System.Buffers;
using System.Text.Json;

namespace Exchange.Connectors.Database.Reading;

/// <summary>
/// The few columns that say what a row is (key, case key, version, deletion), written a second time into a list of their own:
/// reading them back from it is cheaper than parsing whole rows.
/// </summary>
internal sealed class KeyFields : IDisposable
{
    private readonly PageBuffers _buffers;
    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly Utf8JsonWriter _writer;
    private readonly HashSet<string> _columns;

    private KeyFields(IEnumerable<string> columns, JsonWriterOptions options, PageBuffers buffers)
    {
        _buffers = buffers;
        _buffer = buffers.Take();
        _columns = [.. columns];
        _writer = new Utf8JsonWriter(_buffer, options);
    }

    /// <summary>The list as JSON.</summary>
    public ReadOnlyMemory<byte> Json => _buffer.WrittenMemory;

    /// <summary>Where the fields are written.</summary>
    public Utf8JsonWriter Writer => _writer;

    /// <summary>The fields of a stream; <see langword="null"/> where one of them is inside a document.</summary>
    public static KeyFields? For(DatabaseStream stream, JsonWriterOptions options, PageBuffers buffers)
    {
        var paths = stream.Declaration.KeyFields.Concat(stream.Declaration.DeleteWhen.Select(w => w.Key)).ToList();
        return paths.Exists(p => p.Contains('.', StringComparison.Ordinal) || p.Contains('$', StringComparison.Ordinal))
            ? null
            : new KeyFields(stream.Forward is { } time ? paths.Append(time) : paths, options, buffers);
    }

    /// <summary>Whether a column is one of them.</summary>
    public bool Has(string column) => _columns.Contains(column);

    /// <summary>How far the list has come.</summary>
    public int Position => (int)(_writer.BytesCommitted + _writer.BytesPending);

    /// <summary>What was written since a position.</summary>
    public ReadOnlySpan<byte> Since(int position)
    {
        _writer.Flush();
        return _buffer.WrittenSpan[position..];
    }

    public void Dispose()
    {
        _writer.Dispose();
        _buffers.Return(_buffer);
    }
}
