using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Tables;

namespace Exchange.Connectors.Files.Reading;

/// <summary>A stream of a connector of kind files: which files, how they are read, and what becomes of them.</summary>
internal sealed record FilesStream
{
    /// <summary>The pseudo-field with the name of a record's file.</summary>
    public const string FileField = "_file";

    /// <summary>The pseudo-field with the place of a record in its file, counted from 1.</summary>
    public const string RowField = "_row";

    private const long Mega = 1L << 20;

    public required StreamDeclaration Declaration { get; init; }

    public required PathPattern Path { get; init; }

    public required FileFormat Format { get; init; }

    public required CharacterSet Charset { get; init; }

    public required ReadySettings Ready { get; init; }

    public required Afterwards Done { get; init; }

    /// <summary>The folder of files that were taken.</summary>
    public string DoneFolder { get; init; } = "done";

    /// <summary>The folder of files that could not be read.</summary>
    public string FailedFolder { get; init; } = "err";

    /// <summary>Whether files are read in the order of their names instead of their times.</summary>
    public bool ByName { get; init; }

    /// <summary>Which members of a ZIP are read; <see langword="null"/> where files are no archives.</summary>
    public PathPattern? Members { get; init; }

    public long MaximumSize { get; init; }

    /// <summary>How many bytes the members of an archive may have together.</summary>
    public long MaximumUnpacked { get; init; }

    /// <summary>How long one record may be, in characters.</summary>
    public int MaximumRecord { get; init; }

    /// <summary>How many records of a file may be unusable before the rest is not read.</summary>
    public int MostFaults { get; init; }

    /// <summary>Whether each file lists everything the stream holds.</summary>
    public bool Snapshot { get; init; }

    /// <summary>How far before the latest file read others may still turn up (files that are kept).</summary>
    public TimeSpan Overlap { get; init; }

    public TableSettings Table { get; init; } = new();

    /// <summary>Where the records stand in a document.</summary>
    public FieldPath? Records { get; init; }

    public string Name => Declaration.Name;

    public static FilesStream Read(StreamDeclaration stream, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        if (!reader.Has("files"))
        {
            problems.Error(reader.Map.Location, $"{reader.What}: 'files' is missing.", "Add 'files: { path: \"in/*.csv\" }'.");
        }

        var files = reader.Section("files") ?? new ConfigReader(new ConfigMap(reader.Map.Location, []), $"{reader.What}: files", new ProblemList());
        var format = ReadFormat(files);
        var done = files.Node("done");
        var settings = new FilesStream
        {
            Declaration = stream,
            Path = Pattern(files, "path", "in/*.csv", required: true),
            Format = format,
            Charset = ReadCharset(files, format),
            Ready = ReadySettings.Read(files.Section("ready")),
            Done = done is ConfigScalar ? (files.Choice("done", "delete", "keep") == "keep" ? Afterwards.Keep : Afterwards.Delete) : Afterwards.Move,
            DoneFolder = Folder(files, "done", "done"),
            FailedFolder = Folder(files, "failed", "err"),
            ByName = files.Choice("order", "time", "name") == "name",
            Members = Archive(files),
            MaximumSize = ByteSize.Read(files, "maximumSize", format is FileFormat.Xlsx or FileFormat.Xls ? 64 * Mega : 2048 * Mega, 1024, 64L << 30),
            MaximumUnpacked = ByteSize.Read(files, "maximumUnpacked", 2048 * Mega, 1024, 64L << 30),
            MaximumRecord = (int)ByteSize.Read(files, "maximumRecord", Mega, 1024, 64 * Mega),
            MostFaults = files.Integer("faults", 1000, 0, 1_000_000),
            Snapshot = files.Flag("snapshot", false),
            Overlap = files.Duration("overlap", TimeSpan.FromDays(1)),
            Table = TableSettings.Read(reader.Section("table")),
            Records = ReadRecords(reader, format),
        };
        if (settings.Done == Afterwards.Keep && settings.ByName)
        {
            problems.Error(files.Node("order")!.Location, $"{files.What}: files that are kept are read in the order of their times.", "Remove 'order', or move or delete what was read.");
        }

        if (reader.Has("table") && format is FileFormat.Xml or FileFormat.Json or FileFormat.JsonLines && reader.Node("table") is { } table)
        {
            problems.Error(table.Location, $"{reader.What}: 'table' belongs to csv, xlsx and xls.", "Remove it, or set 'files: format'.");
        }

        files.Finish();
        reader.Finish();
        return settings;
    }

    private static FileFormat ReadFormat(ConfigReader files) => files.Choice("format", "csv", "xlsx", "xls", "xml", "jsonl", "json") switch
    {
        "xlsx" => FileFormat.Xlsx,
        "xls" => FileFormat.Xls,
        "xml" => FileFormat.Xml,
        "jsonl" => FileFormat.JsonLines,
        "json" => FileFormat.Json,
        _ => FileFormat.Csv,
    };

    private static CharacterSet ReadCharset(ConfigReader files, FileFormat format)
    {
        var name = files.Text("charset");
        if (name is not null && format is FileFormat.Xlsx)
        {
            files.Problems.Error(files.Node("charset")!.Location, $"{files.What}: xlsx has no character set of its own.", "Remove 'charset'.");
        }

        if (CharacterSet.Find(name ?? "utf-8") is { } found)
        {
            return found;
        }

        var nearest = NearestKey.Find(name!, CharacterSet.Names);
        files.Problems.Error(
            files.Node("charset")!.Location, $"{files.What}: 'charset' is '{name}'.", (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", CharacterSet.Names)}.");
        return CharacterSet.Utf8;
    }

    private static PathPattern? Archive(ConfigReader files)
    {
        var archived = files.Text("archive");
        if (archived is null)
        {
            if (files.Has("members"))
            {
                files.Problems.Error(files.Node("members")!.Location, $"{files.What}: 'members' belongs to 'archive: zip'.", "Add 'archive: zip', or remove 'members'.");
            }

            return null;
        }

        files.Choice("archive", "zip");
        return Pattern(files, "members", "**/*", required: false);
    }

    private static PathPattern Pattern(ConfigReader files, string key, string byDefault, bool required)
    {
        var text = required ? files.RequiredText(key) : files.Text(key) ?? byDefault;
        if (PathPattern.TryParse(text) is { } pattern)
        {
            return pattern;
        }

        if (text.Length > 0)
        {
            files.Problems.Error(
                files.Node(key)!.Location, $"{files.What}: '{key}' is '{text}'.", "Write a path below the folder without '..': in/*.csv. Known: * ? ** {a,b} {yyyyMMdd}.");
        }

        return PathPattern.TryParse(byDefault)!;
    }

    private static string Folder(ConfigReader files, string key, string byDefault)
    {
        if (files.Node(key) is null or ConfigScalar)
        {
            if (key == "failed" && files.Node(key) is ConfigScalar scalar)
            {
                files.Problems.Error(scalar.Location, $"{files.What}: 'failed' is a single value.", "Write failed: { move: err }.");
            }

            return byDefault;
        }

        if (files.Section(key) is not { } section)
        {
            return byDefault;
        }

        var folder = section.RequiredText("move").TrimEnd('/');
        if (folder.Length > 0 && !FolderPath.IsBelow(folder))
        {
            section.Problems.Error(section.Node("move")!.Location, $"{section.What}: 'move' is '{folder}'.", "Write a folder below the connector's folder, without '..'.");
            folder = byDefault;
        }

        section.Finish();
        return folder.Length == 0 ? byDefault : folder;
    }

    private static FieldPath? ReadRecords(ConfigReader reader, FileFormat format)
    {
        var text = reader.Text("records");
        if (text is null)
        {
            if (format == FileFormat.Xml)
            {
                reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'records' is missing.", "Name the path of the repeated element from the root: records: Cases.Case");
            }

            return null;
        }

        if (format is not (FileFormat.Xml or FileFormat.Json))
        {
            reader.Problems.Error(reader.Node("records")!.Location, $"{reader.What}: 'records' belongs to xml and json.", "Remove it, or set 'files: format'.");
        }

        if (FieldPath.TryParse(text, out var path) && (format != FileFormat.Xml || text != "$"))
        {
            return path;
        }

        reader.Problems.Error(reader.Node("records")!.Location, $"{reader.What}: 'records' is '{text}'.", "Write names joined by dots: data.items.");
        return null;
    }
}
