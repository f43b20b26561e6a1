using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;

namespace Exchange.Connectors.Database.Writing;

/// <summary>The sink of a connector of kind database: front-end tables and what the target writes back there.</summary>
internal sealed record DatabaseSink
{
    /// <summary>The tables; the first takes the item itself, the others its lists.</summary>
    public required IReadOnlyList<SinkTable> Tables { get; init; }

    public VerdictSettings? Verdict { get; init; }

    public HeldSettings? Held { get; init; }

    /// <summary>The words for <c>{operation}</c>: a new row, a changed one, a withdrawn one.</summary>
    public string InsertWord { get; init; } = "I";

    public string UpdateWord { get; init; } = "U";

    public string WithdrawWord { get; init; } = "D";

    /// <summary>The character set of the target, strict, where it must hold every text; <see langword="null"/> where the database itself refuses what it cannot hold.</summary>
    public Encoding? Characters { get; init; }

    public SinkTable Root => Tables[0];

    public static DatabaseSink Read(SinkDeclaration sink, ProblemList problems)
    {
        var reader = new ConfigReader(sink.Node, "sink", problems);
        reader.Allow(SinkDeclaration.CommonKeys);
        var listed = reader.Sections("tables");
        if (listed.Count == 0 == (reader.Text("table") is null))
        {
            problems.Error(sink.Node.Location, "sink: give either 'table' or 'tables'.", "Write 'table: name' with its 'key', or a list under 'tables'.");
        }

        List<SinkTable> tables;
        if (listed.Count > 0)
        {
            tables = [.. listed.Select((t, i) => SinkTable.Read(t, isPart: i > 0))];
            foreach (var table in listed)
            {
                table.Finish();
            }
        }
        else
        {
            tables = [SinkTable.Read(reader, isPart: false)];
        }

        var words = reader.Section("operations");
        var settings = new DatabaseSink
        {
            Tables = tables,
            Verdict = VerdictSettings.Read(reader.Section("receipt"), tables[0]),
            Held = HeldSettings.Read(reader.Section("listKeys"), tables[0]),
            InsertWord = words?.Text("insert") ?? "I",
            UpdateWord = words?.Text("update") ?? "U",
            WithdrawWord = words?.Text("withdraw") ?? "D",
            Characters = Encoder(reader),
        };
        words?.Finish();
        Check(settings, sink, problems);
        reader.Finish();
        return settings;
    }

    private static void Check(DatabaseSink settings, SinkDeclaration sink, ProblemList problems)
    {
        var known = settings.Root.ColumnOf("version") ?? settings.Root.ColumnOf("key");
        if (sink.Capabilities.OnUnknown == "ask" && known is null)
        {
            problems.Error(
                sink.Node.Location, "sink: 'onUnknown: ask' needs a column that tells which version a row holds.",
                "Fill one with set: { column: \"{version}\" } or \"{key}\", or choose upsertByKey or park.");
        }

        if (settings.Verdict is not null && sink.Capabilities.OnUnknown != "ask")
        {
            problems.Error(
                sink.Node.Location, "sink: 'receipt' needs 'onUnknown: ask': the hub asks for the verdict until it is there.",
                "Write capabilities: { onUnknown: ask }.");
        }

        if (sink.Capabilities.Withdraw && !settings.Root.DeletesWithdrawn && settings.Root.ColumnOf("operation") is null)
        {
            problems.Error(
                sink.Node.Location, "sink: a withdrawn case would be written like any other.",
                "Fill the operation column with set: { column: \"{operation}\" }, write 'withdraw: delete', or leave 'withdraw' out of the capabilities.");
        }

        if (settings.Root.Write == WriteMode.Replace)
        {
            problems.Error(sink.Node.Location, "sink: 'write: replace' is for lists of an item.", "Use upsert or insertOnly for the first table.");
        }
    }

    private static Encoding? Encoder(ConfigReader reader)
    {
        var characters = DatabaseSettings.Charset(reader);

        // Reading, GBK counts as the larger GB18030; writing, a column of GBK holds GBK only.
        return characters?.Name is "gbk" or "gb2312"
            ? Encoding.GetEncoding(936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : characters?.Encoding;
    }
}
