using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Host.Composition;
using Exchange.Host.Http;
using Exchange.Security.Privacy;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange connector</c>: looks at systems without touching the hub's state; no database is needed.</summary>
internal static class ConnectorVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "A system, or one stream of it: system/stream." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many records.", DefaultValueFactory = _ => 5 };

    public static Command Create()
    {
        var list = new Command("list", "List the connectors.");
        list.Runs(List);
        var check = new Command("check", "Ask a system whether it can be reached and lets the hub in.") { Id };
        check.Runs(CheckAsync);
        var discover = new Command("discover", "Say what the records of a stream look like.") { Id };
        discover.Runs(DiscoverAsync);
        var read = new Command("read", "Read some records, personal data masked; nothing is stored or acknowledged.") { Id, Limit };
        read.Runs(ReadAsync);
        return new Command("connector", "Look at systems.") { list, check, discover, read };
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
        using var session = Session.Open(context, parsed.GetRequiredValue(Id));
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
        using var session = Session.Open(context, parsed.GetRequiredValue(Id));
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

        using var session = Session.Open(context, parsed.GetRequiredValue(Id));
        await using var source = session.Connectors.Source(session.Declaration.Id);
        var records = new List<object>();
        foreach (var stream in session.Streams)
        {
            var left = limit;
            await foreach (var page in source.ReadAsync(new ReadRequest(stream.Name) { Limit = limit, Full = true }, cancellationToken).ConfigureAwait(false))
            {
                foreach (var record in page.Records.Take(left))
                {
                    records.Add(Masked(stream, record));
                }

                left -= page.Records.Count;
                if (left <= 0)
                {
                    break;
                }
            }
        }

        context.Output.Write(new { records }, console =>
        {
            foreach (var record in records)
            {
                console.WriteLine(System.Text.Json.JsonSerializer.Serialize(record, Readable));
            }
        });
        return ExitCodes.Done;
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
        key = record.SourceKey is { } key ? Shown(key) : null,
        caseKey = record.CaseKey is { } caseKey ? Shown(caseKey) : null,
        version = record.Version?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        operation = record.Operation.ToString().ToLowerInvariant(),
        fault = record.Fault?.Message,
        record = record.Fault is { Reason: "undecodable" } ? null : Masked(record.Json),
    };

    private static JsonNode? Masked(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Masked(document.RootElement);
    }

    private static JsonNode? Masked(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // A name that stands twice is shown with its last value.
                var map = new JsonObject();
                foreach (var property in value.EnumerateObject())
                {
                    map[Text(() => property.Name)] = Masked(property.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Masked)]);
            case JsonValueKind.String:
                return Shown(Text(() => value.GetString()!));
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    // A lone surrogate (\ud800) is valid JSON but no text.
    private static string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    private static string Shown(string text) => Masking.IsHarmless(text) ? text : text.Length <= 1 ? "*" : $"{text[..1]}***";

    private static string State(ConfiguredConnector connector) =>
        !connector.Entry.Usable ? "invalid" : connector.Resolved is null ? "not-configured" : "ready";

    /// <summary>The connectors of a home, with budgets of this process alone.</summary>
    private sealed class Session : IDisposable
    {
        private Session(ConnectorDeclaration declaration, IReadOnlyList<StreamDeclaration> streams, ConnectorProvider connectors)
        {
            Declaration = declaration;
            Streams = streams;
            Connectors = connectors;
        }

        public ConnectorDeclaration Declaration { get; }

        public IReadOnlyList<StreamDeclaration> Streams { get; }

        public ConnectorProvider Connectors { get; }

        public static Session Open(VerbContext context, string id)
        {
            var slash = id.IndexOf('/', StringComparison.Ordinal);
            var files = context.LoadFiles();
            var declaration = files.Connector(slash < 0 ? id : id[..slash]);
            var streams = declaration.Streams.Where(s => slash < 0 || s.Name == id[(slash + 1)..]).ToArray();
            if (slash >= 0 && streams.Length == 0)
            {
                var nearest = NearestKey.Find(id[(slash + 1)..], declaration.Streams.Select(s => s.Name));
                throw new ExchangeException(FailureKind.Configuration, $"There is no stream '{id}'.", nearest is null ? "Run: exchange connector list" : $"Did you mean '{declaration.Id}/{nearest}'?");
            }

            var grant = new InMemoryBudgetGrant(name => files.Connector(name).Budget.PerSecond, files.Time);
            return new Session(declaration, streams, new ConnectorProvider(files, grant));
        }

        public void Dispose() => Connectors.Dispose();
    }
}
