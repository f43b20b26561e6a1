using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Exchange.Abstractions.Failures;
using Spectre.Console;

namespace Exchange.Host.Cli;

/// <summary>Answers as a table for people or as one JSON document for programs.</summary>
/// <param name="json">Whether to answer with JSON.</param>
internal sealed class VerbOutput(bool json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private const int WidthOfFiles = 160;

    private readonly Lazy<IAnsiConsole> _console = new(() => Create(Console.Out, Console.IsOutputRedirected));
    private readonly Lazy<IAnsiConsole> _errors = new(() => Create(Console.Error, Console.IsErrorRedirected));

    public bool Json { get; } = json;

    /// <summary>The console for people; nothing may be written to it with <see cref="Json"/>.</summary>
    public IAnsiConsole People => _console.Value;

    /// <summary>The console for progress and errors.</summary>
    public IAnsiConsole Errors => _errors.Value;

    /// <summary>Answers.</summary>
    /// <param name="document">The document for programs.</param>
    /// <param name="people">Writes the same for people.</param>
    /// <param name="failure">What ended the work early; for programs it stands beside the rest as <c>error</c>.</param>
    public void Write(object document, Action<IAnsiConsole> people, ExchangeException? failure = null)
    {
        if (!Json)
        {
            people(People);
            return;
        }

        var node = JsonSerializer.SerializeToNode(document, Options)!;
        if (failure is not null)
        {
            node["error"] = JsonSerializer.SerializeToNode(Error(failure.Kind.ToString().ToLowerInvariant(), failure), Options);
        }

        Console.Out.WriteLine(node.ToJsonString(Options));
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }

    /// <summary>Tells of a failure: on the standard output as JSON, on the error stream for people.</summary>
    public void WriteError(string kind, ExchangeException failure)
    {
        if (Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { error = Error(kind, failure) }, Options));
            return;
        }

        var place = failure.Location is { } at ? $"{at}: " : "";
        Errors.MarkupLineInterpolated($"[red]{kind}[/] {place}{failure.Message}");
        if (failure.Remedy is not null)
        {
            Errors.MarkupLineInterpolated($"  {failure.Remedy}");
        }
    }

    /// <summary>JSON as people read it.</summary>
    public static string Text(JsonNode? document) => document?.ToJsonString(Options) ?? "";

    private static object Error(string kind, ExchangeException failure) => new
    {
        kind,
        message = failure.Message,
        file = failure.Location?.File,
        line = failure.Location is { Line: > 0 } at ? at.Line : (int?)null,
        column = failure.Location is { Column: > 0 } place ? place.Column : (int?)null,
        field = failure.Field,
        remedy = failure.Remedy,
    };
}
