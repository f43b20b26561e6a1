using System.CommandLine;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Cli.Templates;
using Exchange.Host.Composition;
using Exchange.Mapping.Drafting;
using Exchange.Pipeline.Connectors;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange new</c>: the files of a new system, which lint and whose tests pass from the first moment.</summary>
internal static class NewVerb
{
    private static readonly Argument<string> Kind = new("kind") { Description = "How the system talks: rest, database …" };
    private static readonly Argument<string> Id = new("id") { Description = "The id of the system: lower-case letters, digits, dashes." };
    private static readonly Option<string> Stream = new("--stream") { Description = "The name of its first stream.", DefaultValueFactory = _ => "cases" };
    private static readonly Option<string?> Sample = new("--sample") { Description = "A JSON file of records: the mapping, its tests and codes are drafted from them, their people left out.", HelpName = "FILE" };
    private static readonly Option<string?> Part = new("--part") { Description = "With --sample: the part of a case the records are; otherwise it is told from them." };

    public static Command Create()
    {
        var verb = new Command("new", "Write the files of a new system: connector, sample, mapping, tests, codes. Nothing is overwritten.") { Kind, Id, Stream, Sample, Part };
        verb.Runs(Run);
        return verb;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (kind, id, stream) = (parsed.GetRequiredValue(Kind), parsed.GetRequiredValue(Id), parsed.GetRequiredValue(Stream));
        CheckKind(kind);
        CheckName(id, "id of a system");
        CheckName(stream, "name of a stream");
        var connector = new NewConnector(id, stream);
        string[] shared = ["sample.json", "mapping.yaml", "tests.yaml", "codes.csv"];
        IReadOnlyDictionary<string, string> parts;
        var gaps = 0;
        if (parsed.GetValue(Sample) is { } sample)
        {
            (connector, parts, var draft) = SampleDraft.Make(connector, MappingDraft.ReadSamples(sample), parsed.GetValue(Part), context.Home.Roots);
            gaps = draft.Gaps.Count;
        }
        else
        {
            parts = shared.ToDictionary(n => n, n => ConnectorTemplates.Shared(n, connector), StringComparer.Ordinal);
        }

        var files = Place(context.Home.Path, connector, parts).Prepend((Path.Combine(context.Home.Path, "connectors", "systems", id, "connector.yaml"), ConnectorTemplates.Connector(kind, connector))).ToList();
        Refuse(files, id, context);
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var created = new FileStream(file, FileMode.CreateNew);
            created.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        var next = Next(kind, id, stream, context);
        context.Output.Write(
            new { id, kind, stream, files = files.Select(f => f.Item1), gaps, next },
            console =>
            {
                foreach (var (file, _) in files)
                {
                    console.MarkupLine($"[green]written[/] {Markup.Escape(Path.GetRelativePath(Environment.CurrentDirectory, file) is var near && near.StartsWith("..", StringComparison.Ordinal) ? file : near)}");
                }

                if (gaps > 0)
                {
                    console.MarkupLine($"[yellow]{gaps} gaps[/] are marked in the mapping, for you to decide.");
                }

                console.MarkupLine("Change them to what the system really has, then:");
                foreach (var command in next)
                {
                    console.MarkupLineInterpolated($"  {command}");
                }
            });
        return Task.FromResult(ExitCodes.Done);
    }

    private static IEnumerable<(string, string)> Place(string home, NewConnector connector, IReadOnlyDictionary<string, string> parts)
    {
        var mappings = Path.Combine(home, "mappings", connector.Id);
        foreach (var (name, text) in parts.Where(p => p.Value.Length > 0))
        {
            yield return (name switch
            {
                "sample.json" => Path.Combine(home, "connectors", "systems", connector.Id, "samples", $"{connector.Stream}.json"),
                "mapping.yaml" => Path.Combine(mappings, $"{connector.Stream}.yaml"),
                "tests.yaml" => Path.Combine(mappings, $"{connector.Stream}.tests.yaml"),
                "codes.csv.open" => Path.Combine(mappings, $"{connector.Stream}.codes.csv.open"),
                _ => Path.Combine(mappings, name),
            }, text);
        }
    }

    private static void CheckKind(string kind)
    {
        var loaded = ConnectorKinds.Load().Keys;
        var known = ConnectorTemplates.Kinds.Where(loaded.Contains).ToList();
        if (known.Contains(kind))
        {
            return;
        }

        var nearest = NearestKey.Find(kind, known);
        throw new ExchangeException(
            FailureKind.Configuration,
            loaded.Contains(kind) ? $"The kind '{kind}' is that of one system; there is no template for it." : $"There is no kind '{kind}'.",
            (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", known)}.");
    }

    private static void CheckName(string name, string what)
    {
        if (!ConnectorFile.IsName(name))
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{name}' cannot be the {what}.", "Use lower-case letters, digits and dashes, 63 at most: town-hall.");
        }
    }

    // All or nothing: a half-written system would have to be tidied up by hand.
    private static void Refuse(IEnumerable<(string File, string Text)> files, string id, VerbContext context)
    {
        var existing = files.Select(f => f.File).Concat(context.Home.Roots.Select(r => Path.Combine(r, "connectors", "systems", id, "connector.yaml"))).FirstOrDefault(File.Exists);
        if (existing is not null)
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{existing}' exists already; nothing was written.", "Choose another id, or another stream with --stream and --home; or edit the file.");
        }
    }

    private static string[] Next(string kind, string id, string stream, VerbContext context)
    {
        var elsewhere = context.Home.Path != context.Home.Shipped && Environment.GetEnvironmentVariable("EXCHANGE_HOME") is not { Length: > 0 };
        var home = elsewhere ? $" --home {context.Home.Path}" : "";
        (string Command, string Why)[] steps =
        [
            kind == "database"
                ? ($"exchange secret set {id}{home}", "asks for the connection string")
                : ($"exchange connector list{home}", "what is not set yet, and how to set it"),
            kind == "webhook"
                ? ($"exchange mapping test {id}{home}", "are the records understood?")
                : ($"exchange connector check {id}{home}", "does it answer and let us in?"),
            kind == "webhook"
                ? ($"exchange serve{home}", $"it may push to /api/v1/ingest/{id}/{stream}")
                : ($"exchange connector test {id}{home}", "proves that it reads as it must"),
        ];
        var width = steps.Max(s => s.Command.Length);
        return [.. steps.Select(s => $"{s.Command.PadRight(width)}   # {s.Why}")];
    }
}
