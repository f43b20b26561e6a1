using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Files.Reading;
using Exchange.Connectors.Files.Tables;

namespace Exchange.Connectors.Files.Writing;

/// <summary>The files in which a receiver says what became of each item.</summary>
internal sealed record ReceiptSettings
{
    public required PathPattern Path { get; init; }

    public required CharacterSet Charset { get; init; }

    public TableSettings Table { get; init; } = new();

    /// <summary>The column with the item's key.</summary>
    public required string Key { get; init; }

    /// <summary>The field of an item that stands in that column; <see langword="null"/> for its idempotency key.</summary>
    public FieldPath? Item { get; init; }

    public required string Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<string> Done { get; init; } = ["0"];

    public IReadOnlyList<string> Retry { get; init; } = [];

    public static ReceiptSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var path = reader.RequiredText("path");
        var pattern = PathPattern.TryParse(path.Length == 0 ? "receipts/*.csv" : path);
        if (pattern is null)
        {
            reader.Problems.Error(reader.Node("path")!.Location, $"{reader.What}: 'path' is '{path}'.", "Write a path below the folder without '..': receipts/*.csv");
        }

        var item = reader.Text("item");
        FieldPath? field = null;
        if (item is not null && !FieldPath.TryParse(item, out field))
        {
            reader.Problems.Error(reader.Node("item")!.Location, $"{reader.What}: 'item' is '{item}'.", "Name a field of the items: SOURCE_NO");
        }

        var done = reader.Texts("done");
        var settings = new ReceiptSettings
        {
            Path = pattern ?? PathPattern.TryParse("receipts/*.csv")!,
            Charset = FilesSink.ReadCharset(reader),
            Table = TableSettings.Read(reader.Section("table")),
            Key = reader.RequiredText("key"),
            Item = field,
            Code = reader.RequiredText("code"),
            Message = reader.Text("message"),
            Done = done.Count == 0 ? ["0"] : done,
            Retry = reader.Texts("retry"),
        };
        foreach (var code in settings.Done.Intersect(settings.Retry, StringComparer.Ordinal))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the code '{code}' stands in two lists.", "Keep it in one of done, retry.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>What a code means: those in no list are refusals.</summary>
    public DeliveryOutcome Outcome(string code) => Done.Contains(code, StringComparer.Ordinal) ? DeliveryOutcome.Repeated
        : Retry.Contains(code, StringComparer.Ordinal) ? DeliveryOutcome.Retry
        : DeliveryOutcome.Rejected;
}
