using Exchange.Abstractions.Failures;
using Exchange.Connectors.Files.Decoding;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Tables;

namespace Exchange.Connectors.Files.Writing;

/// <summary>Reads the receipts that a receiver put into files; of several for one key the latest file's counts.</summary>
internal sealed class ReceiptFiles(IFolder folder, ReceiptSettings settings)
{
    private const int Most = 500;
    private const long Largest = 64 * 1024 * 1024;
    private const int LongestRecord = 1024 * 1024;

    /// <summary>The receipts of some keys.</summary>
    public async Task<IReadOnlyDictionary<string, Receipt>> ReadAsync(IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        var files = new List<FolderItem>();
        await foreach (var (file, _) in FolderWalk.FindAsync(folder, settings.Path, _ => true, cancellationToken))
        {
            files.Add(file);
        }

        var receipts = new Dictionary<string, Receipt>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => f.Size <= Largest).OrderByDescending(f => f.Modified).ThenByDescending(f => f.Path, StringComparer.Ordinal).Take(Most).Reverse())
        {
            await using var bytes = await folder.OpenAsync(file, cancellationToken);
            try
            {
                Read(bytes, wanted, receipts);
            }
            catch (BrokenFileException exception)
            {
                throw new ExchangeException(
                    FailureKind.Data, $"{folder.Place}: the receipts in '{FolderPath.Shown(file.Path)}' cannot be read: {exception.Message}.", "Compare the file with 'receipts' of the sink, or ask the owner of the target.", exception);
            }
        }

        return receipts;
    }

    private void Read(Stream bytes, IReadOnlySet<string> wanted, Dictionary<string, Receipt> receipts)
    {
        using var table = new CsvTable(new DecodedText(bytes, settings.Charset), settings.Table, LongestRecord);
        var columns = TableColumns.Read(table, settings.Table, [settings.Key, settings.Code]);
        var (key, code, message) = (Array.IndexOf(columns, settings.Key), Array.IndexOf(columns, settings.Code), Array.IndexOf(columns, settings.Message));
        while (table.Read())
        {
            if (table.Fault is null && key < table.Count && code < table.Count && table.Cell(key).ToString() is var found && wanted.Contains(found))
            {
                receipts[found] = new Receipt(table.Cell(code).ToString(), message >= 0 && message < table.Count ? table.Cell(message).ToString() : null);
            }
        }
    }
}
