using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Tables;

/// <summary>A page of records that were rows: their keys were read from their cells, so their JSON is not parsed again.</summary>
internal sealed class TablePage : RecordPage
{
    private readonly List<TableEntry> _entries = [];

    public override int Count => _entries.Count;

    public JsonBuffer Target => Json;

    public void Add(TableEntry entry) => _entries.Add(entry);

    public override void Clear()
    {
        _entries.Clear();
        Json.Clear();
    }

    public override (IReadOnlyList<SourceRecord> Records, IReadOnlyList<string> Notices) Take(DateTimeOffset sourceNow, object? acknowledgement)
    {
        var records = new SourceRecord[_entries.Count];
        var json = Json.Memory;
        var latest = sourceNow.AddDays(1);
        var (farFuture, unreadable) = (0, 0);
        for (var i = 0; i < records.Length; i++)
        {
            var entry = _entries[i];
            var version = entry.Version;
            if (version > latest || version is { Year: >= 9999 })
            {
                version = null;
                farFuture++;
            }

            unreadable += entry.VersionUnreadable ? 1 : 0;
            records[i] = new SourceRecord
            {
                SourceKey = entry.Key,
                CaseKey = entry.CaseKey,
                Version = version,
                Operation = entry.Deletes ? RecordOperation.Delete : RecordOperation.Upsert,
                Json = json.Slice(entry.Start, entry.Length),
                Fault = entry.Fault,
                Acknowledgement = i == records.Length - 1 ? acknowledgement : null,
            };
        }

        var notices = new List<string>();
        if (farFuture > 0)
        {
            notices.Add(farFuture == 1 ? "1 row dated in the far future" : $"{farFuture} rows dated in the far future");
        }

        if (unreadable > 0)
        {
            notices.Add(unreadable == 1 ? "1 row without a readable update time" : $"{unreadable} rows without a readable update time");
        }

        return (records, notices);
    }
}
