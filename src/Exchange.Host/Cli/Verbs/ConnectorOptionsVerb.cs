using System.CommandLine;
using System.Text.Json.Nodes;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Pipeline.Connectors.Reference;
using Spectre.Console;

namespace Exchange.Host.Cli.Verbs;

/// <summary><c>exchange connector options</c>: what may be written in the file of a connector of a kind.</summary>
internal static class ConnectorOptionsVerb
{
    private static readonly Argument<string?> Kind = new("kind") { Description = "A kind; without it the kinds are listed.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Markdown = new("--markdown") { Description = "As the page of the reference." };

    public static Command Create()
    {
        var options = new Command("options", "List what may be written in connector files of a kind.") { Kind, Markdown };
        options.Runs(Run);
        return options;
    }

    private static Task<int> Run(VerbContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var kinds = ConnectorKinds.Load();
        if (parsed.GetValue(Kind) is not { } asked)
        {
            List(context, kinds.ToDictionary(k => k.Key, k => k.Value.OptionsSchema, StringComparer.Ordinal));
            return Task.FromResult(ExitCodes.Done);
        }

        if (!kinds.TryGetValue(asked, out var kind))
        {
            var nearest = NearestKey.Find(asked, kinds.Keys);
            throw new ExchangeException(
                FailureKind.Configuration,
                $"There is no kind '{asked}'.",
                (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}.");
        }

        var schema = kind.OptionsSchema;
        context.Output.Write(
            new { kind = asked, sections = KindOptions.Sections.ToDictionary(s => s, s => schema is null ? [] : KindOptions.Read(schema, s)), schema = schema is null ? null : JsonNode.Parse(schema) },
            console => Show(console, asked, schema, parsed.GetValue(Markdown)));
        return Task.FromResult(ExitCodes.Done);
    }

    private static void List(VerbContext context, IReadOnlyDictionary<string, string?> kinds) => context.Output.Write(
        new { kinds = kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new { kind = k.Key, options = Count(k.Value) }) },
        console =>
        {
            foreach (var (kind, schema) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
            {
                console.MarkupLine($"{Markup.Escape(kind),-20} {(schema is null ? "[grey]no options of its own[/]" : $"{Count(schema)} options: exchange connector options {Markup.Escape(kind)}")}");
            }
        });

    private static int Count(string? schema) => schema is null ? 0 : KindOptions.Sections.Sum(s => KindOptions.Read(schema, s).Count);

    private static void Show(IAnsiConsole console, string kind, string? schema, bool markdown)
    {
        if (schema is null)
        {
            console.MarkupLineInterpolated($"The kind '{kind}' has no options of its own; its connector file shows what it takes.");
            return;
        }

        if (markdown)
        {
            console.Profile.Out.Writer.Write(KindPage.Write(kind, schema));
            return;
        }

        foreach (var section in KindOptions.Sections)
        {
            var options = KindOptions.Read(schema, section);
            if (options.Count == 0)
            {
                continue;
            }

            var table = new Table().RoundedBorder().Title($"{kind}: {section}").AddColumns("key", "value", "default", "meaning");
            foreach (var option in options)
            {
                table.AddRow(
                    Markup.Escape(option.Path), Markup.Escape(option.Type), option.Required ? "[yellow]required[/]" : Markup.Escape(option.Default ?? ""), Markup.Escape(option.Meaning));
            }

            console.Write(table);
        }
    }
}
