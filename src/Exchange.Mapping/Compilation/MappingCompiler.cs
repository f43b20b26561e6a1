using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Operators;
using Exchange.Mapping.Times;
using Exchange.Mapping.Yaml;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>Reads a mapping file strictly and compiles it.</summary>
internal sealed class MappingCompiler(CodeFiles codes, Func<string, TimeZoneInfo?> zoneOf, ProblemList problems)
{
    private const string Schema = "case/v1";
    private const string DefaultZone = "Asia/Shanghai";

    /// <summary>Compiles a file; <see langword="null"/> where it has errors, which have then been reported.</summary>
    public CompiledMapping? Compile(MappingFile file)
    {
        var own = new ProblemList();
        var mapping = YamlFile.Read(file.Path, file.ShownAs, own) is { } root ? Compile(file, root, own) : null;
        problems.AddRange(own.Items);
        return own.HasErrors ? null : mapping;
    }

    private CompiledMapping? Compile(MappingFile file, ConfigMap root, ProblemList own)
    {
        var reader = new ConfigReader(root, $"mapping '{file.Id}'", own);
        var from = reader.RequiredText("from");
        var to = reader.RequiredText("to");
        var nulls = Nulls(reader);
        var zone = Zone(reader, file.SystemId);
        var texts = TextsReader.Read(reader);
        var fields = reader.Section("fields");
        reader.Finish();
        if (fields is null)
        {
            if (!reader.Has("fields"))
            {
                own.Error(root.Location, $"mapping '{file.Id}': 'fields' is missing.", "Add 'fields:' with one line a field.");
            }

            return null;
        }

        var outbound = from == Schema;
        var part = outbound ? "" : Part(to, reader);
        JudgeSystem(outbound ? to : from, outbound ? "to" : "from", file, reader);
        if (part is null)
        {
            return null;
        }

        var context = new MappingContext
        {
            System = file.SystemId,
            Outbound = outbound,
            Part = part,
            Zone = new ZoneClock(zone),
            Nulls = new NullWords(nulls),
            Codes = codes,
            Problems = own,
        };
        var scope = new ScopeBuilder(context, "");
        var output = new OutputBuilder("", 0);
        new FieldsReader(context).Read(fields.Map, "", outbound ? new OwnShape() : CaseShape.ForPart(part), scope, output);
        if (part == CaseParts.Case)
        {
            JudgeRequired(output, file, fields.Map.Location, own);
        }

        scope.Complete(output.Build());
        var revision = MappingRevision.Of(root, outbound, zone.Id, context.UsedTables.Values, context.UsedOperators);
        return new CompiledMapping(file.Id, file.ShownAs, from, to, part, outbound, revision, [.. context.Scopes.Select(s => s.Plan!)], texts);
    }

    private static List<string> Nulls(ConfigReader reader)
    {
        var words = new List<string>();
        switch (reader.Node("nulls"))
        {
            case null:
                break;
            case ConfigList list when list.Items.All(i => i is ConfigScalar):
                words.AddRange(list.Items.Select(i => ((ConfigScalar)i).Value ?? ""));
                break;
            case var other:
                reader.Problems.Error(other.Location, $"{reader.What}: 'nulls' is not a list of texts.", "Write nulls: [\"\", \"无\"].");
                break;
        }

        return words;
    }

    private TimeZoneInfo Zone(ConfigReader reader, string system)
    {
        if (reader.Text("timeZone") is { } id)
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var declared))
            {
                return declared;
            }

            reader.Problems.Error(reader.Node("timeZone")!.Location, $"{reader.What}: there is no time zone '{id}'.", "Write an IANA name such as Asia/Shanghai.");
        }

        if (zoneOf(system) is { } ofSystem)
        {
            return ofSystem;
        }

        // China has one zone without summer time; a machine without zone data still knows it.
        return TimeZoneInfo.TryFindSystemTimeZoneById(DefaultZone, out var shanghai)
            ? shanghai
            : TimeZoneInfo.CreateCustomTimeZone(DefaultZone, TimeSpan.FromHours(8), DefaultZone, DefaultZone);
    }

    private static string? Part(string to, ConfigReader reader)
    {
        if (to.Length == 0)
        {
            return null;
        }

        var hash = to.IndexOf('#');
        var schema = hash < 0 ? to : to[..hash];
        var part = hash < 0 ? CaseParts.Case : to[(hash + 1)..];
        var location = reader.Node("to")!.Location;
        if (schema != Schema)
        {
            reader.Problems.Error(location, $"{reader.What}: '{to}' is no schema.", $"Write 'to: {Schema}', or 'from: {Schema}' for an outbound mapping.");
            return null;
        }

        if (CaseParts.PathOf(part) is null)
        {
            var nearest = NearestKey.Find(part, CaseParts.All);
            reader.Problems.Error(
                location,
                $"{reader.What}: '{part}' is no part of a case.",
                (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", CaseParts.All)}.");
            return null;
        }

        return part;
    }

    private static void JudgeSystem(string reference, string key, MappingFile file, ConfigReader reader)
    {
        if (reference.Length > 0 && !reference.StartsWith(file.SystemId + "/", StringComparison.Ordinal))
        {
            reader.Problems.Error(
                reader.Node(key)!.Location,
                $"{reader.What}: '{key}: {reference}' does not name the system of its folder.",
                $"Write '{key}: {file.Id}', or move the file.");
        }
    }

    private static void JudgeRequired(OutputBuilder output, MappingFile file, SourceLocation location, ProblemList own)
    {
        foreach (var field in SchemaCatalog.CaseV1.Fields)
        {
            if (field.Required && field.Type != SchemaType.Group && !output.Mentions(field.Path))
            {
                own.Error(location, $"mapping '{file.Id}': the required field '{field.Path}' is not mapped.", $"Add '{field.Path}: {{ from: … }}'.");
            }
        }
    }
}
