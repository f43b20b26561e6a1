using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Host.Composition;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange connector</c>: looks at systems without touching the hub's state; no database is needed.</summary>
internal static class ConnectorVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "A system, or one stream of it: system/stream." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many records.", DefaultValueFactory = _ => 5 };

    private static readonly Option<string?> Save = new("--save") { Description = "Write the records without their people to this file, as samples.", HelpName = "FILE" };

    public static Command Create()
    {
        var list = new Command("list", "List the connectors.");
        list.Runs(List);
        var check = new Command("check", "Ask a system whether it can be reached and lets the hub in.") { Id };
        check.Runs(CheckAsync);
        var discover = new Command("discover", "Say what the records of a stream look like.") { Id };
        discover.Runs(DiscoverAsync);
        var read = new Command("read", "Read some records, personal data masked; nothing is stored or acknowledged.") { Id, Limit, Save };
        read.Runs(ReadAsync);
        return new Command("connector", "Look at systems.") { list, check, discover, read, ConnectorTestVerb.Create(), ConnectorOptionsVerb.Create() };
    }

    private static Task<int> List(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = context.LoadFiles();
        context.Output.Write(
            new
            {
                connectors = files.Connectors.Select(c => new
                {
                    id = c.Id,
                    name = c.Entry.Declaration.Name,
                    owner = c.Entry.Declaration.Owner,
                    kind = c.Entry.Declaration.Kind,
                    file = c.Entry.File,
                    streams = c.Entry.Declaration.Streams.Select(s => new { name = s.Name, part = s.Part, schedule = s.Schedule, mapping = s.Mapping }),
                    target = c.Entry.Declaration.Sink is not null,
                    state = State(c),
                }),
                problems = files.Problems.Items.Concat(files.Connectors.SelectMany(c => c.Missing)).Distinct().Select(p => new
                {
                    file = p.Location.File,
                    line = p.Location.Line,
                    column = p.Location.Column,
                    severity = p.Severity.ToString().ToLowerInvariant(),
                    message = p.Message,
                    remedy = p.Remedy,
                }),
            },
            console =>
            {
                var table = new Table().RoundedBorder().AddColumns("id", "name", "kind", "streams", "target", "state");
                foreach (var connector in files.Connectors)
                {
                    var declaration = connector.Entry.Declaration;
                    table.AddRow(
                        Markup.Escape(connector.Id),
                        Markup.Escape(declaration.Name),
                        Markup.Escape(declaration.Kind),
                        Markup.Escape(string.Join(", ", declaration.Streams.Select(s => s.Name))),
                        declaration.Sink is null ? "" : "yes",
                        State(connector));
                }

                console.Write(table);
                ProblemLines.Write(console, files.Problems.Items.Concat(files.Connectors.SelectMany(c => c.Missing)).Distinct());
            });
        return Task.FromResult(files.Connectors.Any(c => !c.Entry.Usable) || files.Problems.HasErrors ? ExitCodes.Usage : ExitCodes.Done);
    }

    private static async Task<int> CheckAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var session = ConnectorSession.Open(context, parsed.GetRequiredValue(Id));
        var declaration = session.Declaration;
        var results = new List<(string Role, CheckResult Result)>();
        if (declaration.Streams.Count > 0)
        {
            await using var source = session.Connectors.Source(declaration.Id);
            results.Add(("source", await source.CheckAsync(cancellationToken).ConfigureAwait(false)));
        }

        if (declaration.Sink is not null)
        {
            await using var target = session.Connectors.Target(declaration.Id);
            results.Add(("target", await target.CheckAsync(cancellationToken).ConfigureAwait(false)));
        }

        context.Output.Write(
            new { id = declaration.Id, ok = results.TrueForAll(r => r.Result.Ok), checks = results.Select(r => new { role = r.Role, ok = r.Result.Ok, message = r.Result.Message, kind = r.Result.Kind?.ToString().ToLowerInvariant() }) },
            console =>
            {
                foreach (var (role, result) in results)
                {
                    console.MarkupLine($"{(result.Ok ? "[green]ok[/]" : "[red]failed[/]")} {declaration.Id} as {role}: {Markup.Escape(result.Message)}");
                }
            });
        var failed = results.Find(r => !r.Result.Ok).Result;
        return failed is null ? ExitCodes.Done : ExitCodes.Of(failed.Kind ?? FailureKind.Transient);
    }

    private static async Task<int> DiscoverAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var session = ConnectorSession.Open(context, parsed.GetRequiredValue(Id));
        await using var source = session.Connectors.Source(session.Declaration.Id);
        var shapes = new List<StreamShape>();
        foreach (var stream in session.Streams)
        {
            shapes.Add(await source.DiscoverAsync(stream.Name, cancellationToken).ConfigureAwait(false));
        }

        context.Output.Write(
            new { id = session.Declaration.Id, streams = shapes.Select(s => new { stream = s.Stream, fields = s.Fields }) },
            console =>
            {
                foreach (var shape in shapes)
                {
                    var table = new Table().RoundedBorder().Title(Markup.Escape(shape.Stream)).AddColumns("field", "type");
                    foreach (var (field, type) in shape.Fields)
                    {
                        table.AddRow(Markup.Escape(field), Markup.Escape(type));
                    }

                    console.Write(table);
                }
            });
        return ExitCodes.Done;
    }

    private static async Task<int> ReadAsync(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var limit = parsed.GetValue(Limit);
        if (limit < 1)
        {
            throw new ExchangeException(FailureKind.Configuration, $"--limit {limit} is no number of records.", "Write 1 or more.");
        }

        using var session = ConnectorSession.Open(context, parsed.GetRequiredValue(Id));
        await using var source = session.Connectors.Source(session.Declaration.Id);
        var records = new List<object>();
        var saved = parsed.GetValue(Save) is null ? null : new JsonArray();
        foreach (var stream in session.Streams)
        {
            var left = limit;
            var nobody = saved is null ? null : Deidentifying.Of(session.Files, stream);
            await foreach (var page in source.ReadAsync(new ReadRequest(stream.Name) { Limit = limit, Full = true }, cancellationToken).ConfigureAwait(false))
            {
                foreach (var record in page.Records.Take(left))
                {
                    records.Add(Masked(stream, record));
                    if (nobody is not null && record.Fault is null)
                    {
                        saved!.Add(JsonNode.Parse(nobody.Apply(record.Json)));
                    }
                }

                left -= page.Records.Count;
                if (left <= 0)
                {
                    break;
                }
            }
        }

        if (saved is not null)
        {
            SaveTo(parsed.GetValue(Save)!, saved, session.Streams.Count);
        }

        context.Output.Write(new { records, saved = saved?.Count, file = saved is null ? null : parsed.GetValue(Save) }, console =>
        {
            foreach (var record in records)
            {
                console.WriteLine(System.Text.Json.JsonSerializer.Serialize(record, Readable));
            }
        });
        return ExitCodes.Done;
    }

    private static void SaveTo(string file, JsonArray records, int streams)
    {
        if (streams != 1)
        {
            throw new ExchangeException(FailureKind.Configuration, "--save takes the records of one stream.", "Name the stream: system/stream.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, VerbOutput.Text(records) + "\n");
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new(System.Text.Json.JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // What a raw field holds is not known here: everything is masked that is not certainly harmless.
    private static object Masked(StreamDeclaration stream, SourceRecord record) => new
    {
        stream = stream.Name,
        key = record.SourceKey is { } key ? MaskedRecord.Shown(key) : null,
        caseKey = record.CaseKey is { } caseKey ? MaskedRecord.Shown(caseKey) : null,
        version = record.Version?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        operation = record.Operation.ToString().ToLowerInvariant(),
        fault = record.Fault?.Message,
        record = record.Fault is { Reason: "undecodable" } ? null : MaskedRecord.Of(record.Json),
    };

    private static string State(ConfiguredConnector connector) =>
        !connector.Entry.Usable ? "invalid" : connector.Resolved is null ? "not-configured" : "ready";
}
