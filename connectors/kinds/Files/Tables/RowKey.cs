using System.Globalization;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Tables;

/// <summary>
/// Reads a key out of a row's cells by the rules of every key: single values, several joined by <c>|</c> with <c>|</c> and
/// <c>\</c> in them escaped.
/// </summary>
internal sealed class RowKey
{
    private const int OfFile = -1;
    private const int OfRow = -2;

    private readonly string[] _fields;
    private readonly int[] _places;
    private readonly string _file;

    public RowKey(IReadOnlyList<string> fields, string?[] columns, string file)
    {
        _fields = [.. fields.Select(f => f.StartsWith("$.", StringComparison.Ordinal) ? f[2..] : f)];
        _places = [.. _fields.Select(f => f switch
        {
            FilesStream.FileField => OfFile,
            FilesStream.RowField => OfRow,
            _ => Array.IndexOf(columns, f),
        })];
        _file = file;
    }

    /// <summary>The key of the row at hand, or <see langword="null"/> with the fault set.</summary>
    public string? Read(ITable table, ref RecordFault? fault)
    {
        if (_places.Length == 1)
        {
            return Part(table, 0, ref fault);
        }

        var parts = new string[_places.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Part(table, i, ref fault) is not { } part)
            {
                return null;
            }

            parts[i] = part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);
        }

        return Bounded(string.Join('|', parts), _fields[0], ref fault);
    }

    private string? Part(ITable table, int index, ref RecordFault? fault)
    {
        var place = _places[index];
        if (place == OfFile)
        {
            return Bounded(_file, _fields[index], ref fault);
        }

        if (place == OfRow)
        {
            return table.Row.ToString(CultureInfo.InvariantCulture);
        }

        var text = place < table.Count ? table.Cell(place) : default;
        if (text.IsWhiteSpace())
        {
            fault ??= new RecordFault(_fields[index], "missing", $"The key field is empty (row {table.Row}).");
            return null;
        }

        if (text.Contains('\0'))
        {
            fault ??= new RecordFault(_fields[index], "bad-format", $"The key field holds a NUL character (row {table.Row}).");
            return null;
        }

        return Bounded(text.ToString(), _fields[index], ref fault);
    }

    private static string? Bounded(string key, string field, ref RecordFault? fault)
    {
        if (key.Length <= RecordReader.LongestKey)
        {
            return key;
        }

        fault ??= new RecordFault(field, "too-long", $"The key has more than {RecordReader.LongestKey} characters.");
        return null;
    }
}
