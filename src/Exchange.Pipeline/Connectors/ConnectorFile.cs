using System.Globalization;
using Cronos;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Pipeline.Drift;
using Exchange.Schema.Cases;

namespace Exchange.Pipeline.Connectors;

/// <summary>Reads what every connector file has, whatever its kind, reporting all problems at once.</summary>
public static class ConnectorFile
{
    private static readonly string[] Parts = [.. CaseParts.All];

    /// <summary>Reads a connector file.</summary>
    /// <param name="root">The parsed file.</param>
    /// <param name="problems">Where problems go; with an error among them the result is incomplete.</param>
    public static ConnectorDeclaration Read(ConfigMap root, ProblemList problems)
    {
        var reader = new ConfigReader(root, "connector", problems);
        var id = reader.RequiredText("id");
        if (id.Length > 0 && !IsName(id))
        {
            problems.Error(reader.Node("id")!.Location, $"connector: the id '{id}' is not a name.", "Use lower-case letters, digits and dashes, 63 at most.");
        }

        var what = new ConfigReader(root, $"connector '{id}'", problems);
        what.Allow("id");
        var zone = ReadZone(what);
        var settings = what.Node("settings") switch
        {
            ConfigMap map => map,
            null => new ConfigMap(root.Location, []),
            var other => Misplaced(other, root, problems),
        };
        var streams = ReadStreams(what, id, zone);
        var declaration = new ConnectorDeclaration
        {
            Id = id,
            Name = what.RequiredText("name"),
            Owner = what.Text("owner") ?? "",
            Kind = what.RequiredText("kind"),
            TimeZone = zone,
            Authority = what.Texts("authority"),
            Settings = settings,
            Budget = BudgetFile.Read(settings, $"connector '{id}'", problems),
            Streams = streams,
            Sink = what.Section("sink") is { } sink ? SinkFile.Read(sink) : null,
            Conformance = ConformanceFile.Read(what, streams),
            Location = root.Location,
        };
        what.Finish();
        return declaration;
    }

    /// <summary>Whether a text may be the id of a system or the name of a stream.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 63 && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static ConfigMap Misplaced(ConfigNode node, ConfigMap root, ProblemList problems)
    {
        problems.Error(node.Location, "connector: 'settings' is not a map.", "Write a map of keys.");
        return new ConfigMap(root.Location, []);
    }

    private static TimeZoneInfo ReadZone(ConfigReader reader)
    {
        var name = reader.RequiredText("timeZone");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        if (name.Length > 0)
        {
            reader.Problems.Error(reader.Node("timeZone")!.Location, $"{reader.What}: the time zone '{name}' is not known.", "Use an IANA name such as Asia/Shanghai.");
        }

        return TimeZoneInfo.Utc;
    }

    private static List<StreamDeclaration> ReadStreams(ConfigReader connector, string id, TimeZoneInfo zone)
    {
        var streams = new List<StreamDeclaration>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in connector.Sections("streams"))
        {
            var name = section.RequiredText("name");
            var reader = new ConfigReader(section.Map, $"stream '{id}/{name}'", section.Problems);
            if (name.Length > 0 && (!IsName(name) || !names.Add(name)))
            {
                reader.Problems.Error(section.Node("name")!.Location, $"{reader.What}: the name is taken or not a name.", "Use a name of its own: lower-case letters, digits and dashes.");
            }

            var key = reader.Texts("key");
            if (key.Count == 0)
            {
                reader.Problems.Error(section.Map.Location, $"{reader.What}: 'key' is missing.", "List the fields that together identify a record: key: [sblsh].");
            }

            var caseKey = reader.Texts("caseKey");
            var contract = reader.Pairs("contract");
            DriftContract.Judge(reader.What, contract, section.Node("contract")?.Location ?? section.Map.Location, reader.Problems);
            streams.Add(new StreamDeclaration
            {
                Name = name,
                Part = reader.Choice("part", Parts),
                Key = key,
                CaseKey = caseKey.Count > 0 ? caseKey[0] : reader.RequiredText("caseKey"),
                MoreCaseKeys = [.. caseKey.Skip(1)],
                CaseSystem = ReadCaseSystem(reader),
                DeleteWhen = reader.Pairs("deleteWhen"),
                Exclude = reader.Pairs("exclude"),
                Ignore = [.. reader.Texts("ignore"), .. FlagColumn(section.Map)],
                Cursor = ReadCursor(reader),
                Start = ReadStart(reader, zone),
                Deletions = ReadDeletions(reader),
                Batch = reader.Integer("batch", 1000, 1, 10_000),
                Schedule = ReadSchedule(reader, "*/5 * * * *"),
                Freshness = reader.Duration("freshness", TimeSpan.FromMinutes(15)),
                Mapping = reader.RequiredText("mapping"),
                Contract = contract,
                Node = section.Map,
            });
        }

        return streams;
    }

    private static string? ReadCaseSystem(ConfigReader stream)
    {
        var system = stream.Text("caseSystem");
        if (system is not null && !IsName(system))
        {
            stream.Problems.Error(stream.Node("caseSystem")!.Location, $"{stream.What}: 'caseSystem' is '{system}', which is no system's id.", "Name the connector whose cases these are: caseSystem: unified-platform.");
        }

        return system;
    }

    // The hub writes the flag itself after its commit, and a record may come again in another file or row: that is no change of it.
    private static IEnumerable<string> FlagColumn(ConfigMap stream) =>
        Value(stream, "files") is ConfigMap ? ["_file", "_row"]
        : Value(stream, "select") is ConfigMap select && Value(select, "by") is ConfigScalar { Value: "flag" } && Value(select, "column") is ConfigScalar { Value: { } column }
            ? [column]
            : [];

    private static ConfigNode? Value(ConfigMap map, string key) => map.Entries.FirstOrDefault(e => e.Key == key)?.Value;

    private static CursorDeclaration? ReadCursor(ConfigReader stream)
    {
        if (stream.Section("cursor") is not { } cursor)
        {
            return null;
        }

        var declaration = new CursorDeclaration
        {
            Field = cursor.RequiredText("field"),
            Format = cursor.Text("format") ?? "yyyy-MM-dd HH:mm:ss",
            Lookback = cursor.Duration("lookback", TimeSpan.Zero),
            Settle = cursor.Duration("settle", TimeSpan.Zero),
        };
        cursor.Finish();
        return declaration;
    }

    private static DeletionDeclaration? ReadDeletions(ConfigReader stream)
    {
        if (stream.Section("deletions") is not { } deletions)
        {
            return null;
        }

        var byDefault = new DeletionDeclaration();
        var declaration = new DeletionDeclaration
        {
            MaximumShare = deletions.Share("maxShare", byDefault.MaximumShare),
            Sightings = deletions.Integer("sightings", byDefault.Sightings, 2, 100),
        };
        deletions.Finish();
        return declaration;
    }

    private static DateTimeOffset? ReadStart(ConfigReader stream, TimeZoneInfo zone)
    {
        if (stream.Text("start") is not { } text)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];
        if (DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        }

        stream.Problems.Error(stream.Node("start")!.Location, $"{stream.What}: 'start' is '{text}'.", "Write a date: \"2020-01-01\".");
        return null;
    }

    internal static string ReadSchedule(ConfigReader reader, string byDefault)
    {
        var text = reader.Text("schedule") ?? byDefault;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (!CronExpression.TryParse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out _))
        {
            reader.Problems.Error(
                reader.Node("schedule")?.Location ?? reader.Map.Location,
                $"{reader.What}: the schedule '{text}' is not a cron expression.",
                "Write minute, hour, day, month and weekday: \"*/5 * * * *\".");
            return byDefault;
        }

        return text;
    }
}
