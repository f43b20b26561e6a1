using System.CommandLine;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Drafting;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange mapping draft</c>: a first mapping from sample records.</summary>
internal static class MappingDraftVerb
{
    private static readonly Argument<string> Stream = new("stream") { Description = "The stream the records are of: system/stream.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Samples = new("--samples") { Description = "A JSON file of records (a list, or one a line) or a folder of them; otherwise the samples/ folder of the connector." };
    private static readonly Option<string?> Part = new("--part") { Description = "The part of a case the records are; otherwise it is told from them." };
    private static readonly Option<bool> Write = new("--write") { Description = "Write the mapping and its code rows below mappings/; nothing there is overwritten." };

    public static Command Create()
    {
        var draft = new Command("draft", "Propose a mapping from sample records; what is not known stays a marked gap.") { Stream, Samples, Part, Write };
        draft.Runs(Run);
        return draft;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (system, stream) = Name(parsed.GetValue(Stream));
        var samples = parsed.GetValue(Samples) ?? Folder(context, system, stream);
        var draft = MappingDraft.Propose(new DraftRequest(system, stream, MappingDraft.ReadSamples(samples), context.Home.Roots, parsed.GetValue(Part)));
        var written = parsed.GetValue(Write) ? WriteFiles(Path.Combine(context.Home.Path, "mappings", system), stream, draft) : [];
        context.Output.Write(
            new { id = draft.Id, part = draft.Part, mapping = draft.Mapping, fields = draft.Fields, gaps = draft.Gaps, codes = draft.Codes, openCodes = draft.OpenCodes, written },
            console =>
            {
                // As it is: a broken line would not be YAML any more.
                console.Profile.Out.Writer.Write(draft.Mapping);
                Rows(console, "# codes.csv, meanings that were plain", draft.Codes);
                Rows(console, "# codes.csv, meanings to fill in", draft.OpenCodes);
                console.MarkupLineInterpolated($"# {draft.Fields.Count} fields proposed, {draft.Gaps.Count} gaps, part {draft.Part}");
                foreach (var file in written)
                {
                    console.MarkupLineInterpolated($"# written: {file}");
                }
            });
        return Task.FromResult(ExitCodes.Done);
    }

    private static (string System, string Stream) Name(string? asked)
    {
        if (asked is null)
        {
            return ("new-system", "records");
        }

        var parts = asked.Split('/');
        if (parts.Length > 2 || parts.Any(p => p.Length is 0 or > 60 || !p.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{asked}' is no stream.", "Write system/stream in letters, digits and hyphens, such as parks-office/permits.");
        }

        return (parts[0], parts.Length == 2 ? parts[1] : "records");
    }

    private static string Folder(VerbContext context, string system, string stream)
    {
        foreach (var folder in context.Home.Roots.Select(r => Path.Combine(r, "connectors", "systems", system, "samples")))
        {
            var file = Path.Combine(folder, $"{stream}.json");
            if (File.Exists(file) || File.Exists(file + "l"))
            {
                return File.Exists(file) ? file : file + "l";
            }

            if (Directory.Exists(Path.Combine(folder, stream)))
            {
                return Path.Combine(folder, stream);
            }

            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new ExchangeException(FailureKind.Configuration, $"Connector '{system}' has no samples.", "Give them: --samples FILE.");
    }

    private static List<string> WriteFiles(string folder, string stream, DraftResult draft)
    {
        var file = Path.Combine(folder, $"{stream}.yaml");
        if (File.Exists(file))
        {
            throw new ExchangeException(FailureKind.Configuration, $"There is a mapping at '{file}' already.", "Draft under another stream name, or without --write.");
        }

        Directory.CreateDirectory(folder);
        var written = new List<string>();
        var codes = Path.Combine(folder, "codes.csv");
        Put(file, draft.Mapping);
        Put(File.Exists(codes) ? Path.Combine(folder, $"{stream}.codes.csv.draft") : codes, draft.Codes);
        Put(Path.Combine(folder, $"{stream}.codes.csv.open"), draft.OpenCodes);
        return written;

        void Put(string path, string text)
        {
            if (text.Length > 0)
            {
                File.WriteAllText(path, text);
                written.Add(path);
            }
        }
    }

    private static void Rows(IAnsiConsole console, string title, string rows)
    {
        if (rows.Length > 0)
        {
            console.WriteLine(title);
            console.Profile.Out.Writer.Write(rows);
        }
    }
}
