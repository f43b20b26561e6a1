using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Mapping.Drafting.Evaluation;

/// <summary>Measures drafts against labelled sets, each without the words the lexicon has because of its own system.</summary>
public static class DraftEvaluation
{
    private const string NotMapped = "-";

    /// <summary>Drafts every set of a folder and compares.</summary>
    /// <param name="folder">A folder of sets: <c>id, system, use, part, labels, records</c>.</param>
    /// <exception cref="ExchangeException">There is no such folder or it holds no sets.</exception>
    public static IReadOnlyList<DraftSetResult> Run(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            throw new ExchangeException(FailureKind.Configuration, $"There are no labelled sets in '{folder}'.", "Name a folder with them: --sets DIR.");
        }

        return [.. files.Select(Measure)];
    }

    /// <summary>Drafts one set and compares.</summary>
    /// <param name="file">The set.</param>
    public static DraftSetResult Measure(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        var system = Text(root, "system");
        var draft = MappingDraft.Propose(Request(root, system));
        var labels = root.GetProperty("labels").EnumerateObject().ToDictionary(l => l.Name, l => (l.Value.GetString() ?? NotMapped).Split('|'), StringComparer.Ordinal);
        var proposed = draft.Fields.ToDictionary(f => f.Source, StringComparer.Ordinal);
        var misses = new List<string>();
        int mappable = 0, found = 0, right = 0;
        foreach (var (source, answers) in labels)
        {
            var proposal = proposed.GetValueOrDefault(source);
            var isRight = proposal is not null && answers.Contains(proposal.Canonical);
            right += isRight ? 1 : 0;
            if (!answers.Contains(NotMapped))
            {
                mappable++;
                found += isRight ? 1 : 0;
            }

            if (proposal is not null && !isRight)
            {
                misses.Add($"{source}: proposed {proposal.Canonical} ({proposal.Confidence}), is {string.Join(" or ", answers)}");
            }
            else if (proposal is null && !answers.Contains(NotMapped))
            {
                misses.Add($"{source}: not proposed, is {string.Join(" or ", answers)}");
            }
        }

        return new DraftSetResult(Text(root, "id"), system, Text(root, "use"), Text(root, "part"), draft.Part, mappable, found, draft.Fields.Count, right, misses);
    }

    /// <summary>The request a set stands for.</summary>
    /// <param name="file">The set.</param>
    public static DraftRequest Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return Request(document.RootElement, Text(document.RootElement, "system"));
    }

    private static DraftRequest Request(JsonElement root, string system) =>
        new(system, Text(root, "id"), [.. root.GetProperty("records").EnumerateArray().Select(r => r.Clone())], [], GivenPart(root), WithoutOrigin: system);

    // Where one record of a system is several parts, only its connector file can say which.
    private static string? GivenPart(JsonElement root) => root.TryGetProperty("partGiven", out var given) && given.GetBoolean() ? Text(root, "part") : null;

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString()!;
}
