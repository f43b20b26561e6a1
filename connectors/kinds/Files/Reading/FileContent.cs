using Exchange.Abstractions.Failures;
using Exchange.Connectors.Files.Archives;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Documents;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Tables;

namespace Exchange.Connectors.Files.Reading;

/// <summary>The records of one file, of all its members where it is an archive.</summary>
internal sealed class FileContent : IDisposable
{
    private const long MostHeld = 64 * 1024 * 1024;

    private readonly FilesStream _stream;
    private readonly TimeZoneInfo _zone;
    private readonly RecordPage _page;
    private readonly string _name;
    private readonly Stream _bytes;
    private ZipContents? _archive;
    private IRecordSequence? _records;
    private int _nextPart;

    public FileContent(Stream bytes, string name, FilesStream stream, TimeZoneInfo zone, RecordPage page)
    {
        _bytes = bytes;
        _name = name;
        _stream = stream;
        _zone = zone;
        _page = page;
    }

    /// <summary>The member at hand, from 0.</summary>
    public int Part => _nextPart - 1;

    /// <summary>The place of the record at hand in its member.</summary>
    public long Row => _records?.Row ?? 0;

    /// <summary>How many records have been passed, and how many of them cannot be used.</summary>
    public (long All, long Faulty) Passed { get; private set; }

    /// <summary>How many records the file says it has.</summary>
    public long? Declared { get; private set; }

    public bool MoveNext()
    {
        while (true)
        {
            if (_records is null && !OpenNext())
            {
                return false;
            }

            if (_records!.MoveNext())
            {
                Passed = (Passed.All + 1, Passed.Faulty + (_records.IsFaulty ? 1 : 0));
                return Passed.Faulty <= _stream.MostFaults
                    ? true
                    : throw new BrokenFileException($"has more than {_stream.MostFaults} records that cannot be used; the rest was not read (is the character set the declared one?)", Row);
            }

            Declared = _records.Declared is { } declared ? (Declared ?? 0) + declared : Declared;
            _records.Dispose();
            _records = null;
        }
    }

    public void Write() => _records!.Write();

    public void Dispose()
    {
        _records?.Dispose();
        _archive?.Dispose();
        _bytes.Dispose();
    }

    private bool OpenNext()
    {
        if (_stream.Members is null)
        {
            if (_nextPart > 0)
            {
                return false;
            }

            _nextPart = 1;
            _records = Records(_bytes, _name);
            return true;
        }

        _archive ??= ZipContents.Open(_bytes, _stream.Members, _stream.MaximumUnpacked);
        if (_nextPart == _archive.Members.Count)
        {
            return false;
        }

        var member = _archive.Members[_nextPart++];
        _records = Records(ZipContents.OpenMember(member), $"{_name}/{member.FullName}");
        return true;
    }

    private IRecordSequence Records(Stream bytes, string name) => _stream.Format switch
    {
        FileFormat.Csv => Table(new CsvTable(Text(bytes), _stream.Table, _stream.MaximumRecord), name),
        FileFormat.Xlsx or FileFormat.Xls => Table(Workbook(bytes), name),
        FileFormat.Xml => new XmlRecords(Text(bytes, 2L * _stream.MaximumRecord), _stream.Records!, name, (DocumentPage)_page),
        FileFormat.Json => new JsonRecords(Text(bytes), _stream.MaximumRecord, _stream.Records, name, (DocumentPage)_page),
        _ => new JsonLineRecords(Text(bytes), _stream.MaximumRecord, name, (DocumentPage)_page),
    };

    private DecodedText Text(Stream bytes, long most = long.MaxValue) => new(bytes, _stream.Charset, most);

    private TableRecords Table(ITable table, string name)
    {
        try
        {
            return new TableRecords(table, _stream, _zone, name, (TablePage)_page);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    private ExcelTable Workbook(Stream bytes)
    {
        if (!bytes.CanSeek)
        {
            var spool = Spool.Create();
            using (bytes)
            {
                bytes.CopyTo(spool);
            }

            spool.Position = 0;
            bytes = spool;
        }

        if (_stream.Format == FileFormat.Xlsx)
        {
            ZipContents.CheckWorkbook(bytes, _stream.MaximumUnpacked, MostHeld);
        }

        return ExcelTable.Open(bytes, _stream.Format == FileFormat.Xls, DecodedText.Tolerant(_stream.Charset.Encoding), _stream.Table);
    }
}
