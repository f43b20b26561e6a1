using System.Buffers;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The child rows of one parent, as JSON objects.</summary>
internal sealed class ChildRows
{
    private readonly List<ReadOnlyMemory<byte>> _rows = [];

    /// <summary>The first value that cannot be read.</summary>
    public (string Column, string Why)? Fault { get; set; }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlyMemory<byte> row) => _rows.Add(row);

    /// <summary>Writes the rows with commas between them.</summary>
    public void WriteTo(IBufferWriter<byte> buffer)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            buffer.Write(_rows[i].Span);
        }
    }
}
