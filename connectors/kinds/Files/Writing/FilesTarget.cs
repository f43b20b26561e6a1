using System.Text;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Files.Locations;

namespace Exchange.Connectors.Files.Writing;

/// <summary>Writes batches as files: under a temporary name, onto the disk, then under its name, then the flag.</summary>
internal sealed class FilesTarget(ConnectorDeclaration declaration, FilesSink sink, IFolder folder, TimeProvider time) : ITargetConnector
{
    private const int SequenceLength = 16;
    private const int MostFilesSearched = 200;
    private const long LargestSearched = 64 * 1024 * 1024;

    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await folder.CheckAsync(cancellationToken);
            return new CheckResult(true, $"{folder.Place}: the folder can be reached.");
        }
        catch (ExchangeException exception)
        {
            return new CheckResult(false, $"{exception.Message} {exception.Remedy}".TrimEnd()) { Kind = exception.Kind };
        }
    }

    public async Task<IReadOnlyList<DeliveryResult>> WriteAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        var writable = new List<SinkItem>(items.Count);
        foreach (var item in items)
        {
            var stamped = SinkItem.Of(item, sink.Stamp);
            if (ItemText.Unwritable(stamped.Json, sink.Encoding, sink.Format == SinkFormat.Xml) is { } field)
            {
                results.Add(new DeliveryResult(item.Key, DeliveryOutcome.Rejected) { Code = "unwritable", Message = $"Field '{field}' holds a character that {(sink.Format == SinkFormat.Xml ? "XML" : sink.Charset)} cannot hold." });
            }
            else
            {
                writable.Add(stamped);
            }
        }

        var byKey = writable.ToDictionary(w => w.Item.Key, StringComparer.Ordinal);
        results.AddRange(await BatchDelivery.SendAsync(
            [.. writable.Select(w => w.Item)], sink.Batch, (part, token) => SendAsync([.. part.Select(i => byKey[i.Key])], token), cancellationToken));
        return results;
    }

    public async Task<IReadOnlyList<DeliveryResult>> AskAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var results = new List<DeliveryResult>(items.Count);
        var open = items;
        if (sink.Receipts is { } settings)
        {
            var names = items.ToDictionary(i => i.Key, i => ReceiptKey(i, settings), StringComparer.Ordinal);
            var receipts = await new ReceiptFiles(folder, settings).ReadAsync(names.Values.OfType<string>().ToHashSet(StringComparer.Ordinal), cancellationToken);
            results.AddRange(items.Where(i => names[i.Key] is { } name && receipts.ContainsKey(name))
                .Select(i => Result(i, receipts[names[i.Key]!], settings)));
            open = [.. items.Where(i => names[i.Key] is not { } name || !receipts.ContainsKey(name))];
        }

        foreach (var item in open)
        {
            results.Add(new DeliveryResult(item.Key, await IsThereAsync(item, items, cancellationToken)
                ? sink.Receipts is null ? DeliveryOutcome.Repeated : DeliveryOutcome.Unknown
                : sink.Collected ? DeliveryOutcome.Unknown : DeliveryOutcome.Retry)
            {
                Message = sink.Receipts is null ? null : "no receipt yet",
            });
        }

        return results;
    }

    public IAsyncEnumerable<HeldVersion> ListKeysAsync(CancellationToken cancellationToken) =>
        throw new ExchangeException(FailureKind.Configuration, $"{declaration.Id}: a folder of files cannot list what its receiver holds.", "Reconcile with the receiver by other means.");

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    private async Task<BatchAnswer> SendAsync(IReadOnlyList<SinkItem> items, CancellationToken cancellationToken)
    {
        var all = items.Select(i => i.Item).ToList();
        var sequence = Sequence(all);
        var written = await FindAsync(sequence, cancellationToken);
        var isRepeat = written is not null;
        if (written is null)
        {
            var day = TimeZoneInfo.ConvertTime(time.GetUtcNow(), declaration.TimeZone);
            var path = sink.Path.Fill(declaration.Id, sequence, day);
            var temporary = FolderPath.Join(FolderPath.Folder(path), $".{FolderPath.Name(path)}.tmp");
            await folder.WriteAsync(temporary, SinkFile.Write(sink, items), cancellationToken);
            try
            {
                if (!await folder.MoveAsync(temporary, path, cancellationToken))
                {
                    isRepeat = true;
                    await folder.DeleteAsync(temporary, cancellationToken);
                }
            }
            catch (ExchangeException exception)
            {
                return BatchAnswer.All(all, DeliveryOutcome.Unknown, message: exception.Message);
            }

            written = path;
        }

        try
        {
            await WriteFlagAsync(written, items.Count, cancellationToken);
        }
        catch (ExchangeException exception)
        {
            return BatchAnswer.All(all, DeliveryOutcome.Unknown, message: exception.Message);
        }

        // Not StopsSending: the next file has nothing to do with the receipt of this one.
        return sink.Receipts is not null
            ? BatchAnswer.Of([.. all.Select(i => new DeliveryResult(i.Key, DeliveryOutcome.Unknown) { Message = "written; its receipt is awaited" })])
            : BatchAnswer.All(all, isRepeat ? DeliveryOutcome.Repeated : DeliveryOutcome.Accepted);
    }

    private async Task WriteFlagAsync(string path, int count, CancellationToken cancellationToken)
    {
        if (sink.Flag is { } suffix && await folder.FindAsync(path + suffix, cancellationToken) is null)
        {
            await folder.WriteAsync(path + suffix, Encoding.ASCII.GetBytes(count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n"), cancellationToken);
        }
    }

    private async Task<string?> FindAsync(string sequence, CancellationToken cancellationToken)
    {
        await foreach (var (file, _) in FolderWalk.FindAsync(folder, sink.Path.Pattern(declaration.Id, sequence), _ => true, cancellationToken))
        {
            return file.Path;
        }

        return null;
    }

    // An item is asked for alone or with others than it was written with: then its key is looked for in the files.
    private async Task<bool> IsThereAsync(DeliveryItem item, IReadOnlyList<DeliveryItem> items, CancellationToken cancellationToken)
    {
        var found = await FindAsync(Sequence([item]), cancellationToken);
        foreach (var part in found is null ? items.Chunk(sink.Batch).Where(c => c.Contains(item)) : [])
        {
            found ??= await FindAsync(Sequence(part), cancellationToken);
        }

        if (found is not null || sink.Stamp.Key is null)
        {
            return found is not null && await HasFlagAsync(found, cancellationToken);
        }

        var files = new List<FolderItem>();
        await foreach (var (file, _) in FolderWalk.FindAsync(folder, sink.Path.Pattern(declaration.Id, null), _ => true, cancellationToken))
        {
            files.Add(file);
        }

        foreach (var file in files.Where(f => f.Size <= LargestSearched).OrderByDescending(f => f.Modified).Take(MostFilesSearched))
        {
            await using var bytes = await folder.OpenAsync(file, cancellationToken);
            var content = new byte[file.Size];
            var read = await bytes.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
            if (content.AsSpan(0, read).IndexOf(sink.Encoding.GetBytes(item.Key)) >= 0)
            {
                return await HasFlagAsync(file.Path, cancellationToken);
            }
        }

        return false;
    }

    private async Task<bool> HasFlagAsync(string path, CancellationToken cancellationToken) =>
        sink.Flag is not { } suffix || await folder.FindAsync(path + suffix, cancellationToken) is not null;

    private string? ReceiptKey(DeliveryItem item, ReceiptSettings settings) =>
        settings.Item is { } field ? field.FindText(SinkItem.Of(item, sink.Stamp).Json) : item.Key;

    private static DeliveryResult Result(DeliveryItem item, Receipt receipt, ReceiptSettings settings) =>
        new(item.Key, settings.Outcome(receipt.Code)) { Code = receipt.Code, Message = receipt.Message };

    private static string Sequence(IEnumerable<DeliveryItem> items) => ItemStamp.RequestKey(items)[..SequenceLength];
}
