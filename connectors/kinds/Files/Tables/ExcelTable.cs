using System.Globalization;
using System.Text;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Locations;
using ExcelDataReader;

namespace Exchange.Connectors.Files.Tables;

/// <summary>A sheet of a workbook: cells as the sheet shows them, formulas by the value that was saved with them.</summary>
internal sealed class ExcelTable : ITable
{
    private const int MostColumns = 2000;
    private const int MostRows = 1_048_576;

    private readonly IExcelDataReader _reader;
    private readonly TableSettings _settings;
    private readonly CellRange[] _merged;
    private readonly Dictionary<CellRange, string> _repeated = [];
    private string[] _cells = [];

    private ExcelTable(IExcelDataReader reader, TableSettings settings)
    {
        _reader = reader;
        _settings = settings;
        _merged = reader.MergeCells ?? [];
    }

    public long Row { get; private set; }

    public int Count { get; private set; }

    public string? Fault { get; private set; }

    /// <summary>Opens the declared sheet.</summary>
    /// <param name="stream">The workbook; it can be read from any place.</param>
    /// <param name="isOld">Whether it is xls.</param>
    /// <param name="codePage">The character set of an old workbook that does not tell.</param>
    /// <param name="settings">How the table is read.</param>
    public static ExcelTable Open(Stream stream, bool isOld, Encoding codePage, TableSettings settings)
    {
        var configuration = new ExcelReaderConfiguration { FallbackEncoding = codePage, LeaveOpen = false };
        var reader = Guard(() => isOld ? ExcelReaderFactory.CreateBinaryReader(stream, configuration) : ExcelReaderFactory.CreateOpenXmlReader(stream, configuration), null);
        try
        {
            Guard(() => FindSheet(reader, settings.Sheet), null);
            if (reader.FieldCount > MostColumns || reader.RowCount > MostRows)
            {
                throw new BrokenFileException($"the sheet has more than {MostColumns} columns or {MostRows} rows", null);
            }

            return new ExcelTable(reader, settings);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public bool Read()
    {
        while (Guard(_reader.Read, Row + 1))
        {
            Row++;
            Count = _reader.FieldCount;
            Fault = null;
            if (_cells.Length < Count)
            {
                _cells = new string[Count];
            }

            var blank = true;
            for (var i = 0; i < Count; i++)
            {
                _cells[i] = Guard(() => ExcelCell.Text(_reader, i, _settings.DatesAsShown), Row);
                blank &= _cells[i].Length == 0;
            }

            if (!blank)
            {
                if (_settings.RepeatMerged)
                {
                    Repeat();
                }

                return true;
            }
        }

        return false;
    }

    public ReadOnlySpan<char> Cell(int place) => _cells[place];

    public bool? IsMergedLeft(int place) => Array.Exists(_merged, r => Covers(r, place) && r.FromColumn < place);

    public void Dispose() => _reader.Dispose();

    private bool Covers(CellRange range, int place) =>
        range.FromRow <= Row - 1 && Row - 1 <= range.ToRow && range.FromColumn <= place && place <= range.ToColumn;

    private void Repeat()
    {
        foreach (var range in _merged)
        {
            if (range.FromRow > Row - 1 || range.ToRow < Row - 1 || range.FromColumn >= Count)
            {
                continue;
            }

            if (range.FromRow == Row - 1)
            {
                _repeated[range] = _cells[range.FromColumn];
            }

            if (_repeated.TryGetValue(range, out var text))
            {
                for (var i = range.FromColumn; i <= Math.Min(range.ToColumn, Count - 1); i++)
                {
                    _cells[i] = text;
                }
            }
        }
    }

    private static bool FindSheet(IExcelDataReader reader, string? sheet)
    {
        if (sheet is null)
        {
            return true;
        }

        var wanted = int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1;
        for (var number = 1; ; number++)
        {
            if (number == wanted || reader.Name == sheet)
            {
                return true;
            }

            if (!reader.NextResult())
            {
                throw new BrokenFileException($"there is no sheet '{FolderPath.Shown(sheet)}'", null);
            }
        }
    }

    // The reader fails in many ways on a workbook that is damaged, encrypted or none.
    private static T Guard<T>(Func<T> read, long? row)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (BrokenFileException or OutOfMemoryException or OperationCanceledException or Abstractions.Failures.ExchangeException))
        {
            throw new BrokenFileException(
                exception is ExcelDataReader.Exceptions.InvalidPasswordException ? "the workbook is encrypted" : "it is no workbook of the declared format, or a damaged one", row, exception);
        }
    }
}
