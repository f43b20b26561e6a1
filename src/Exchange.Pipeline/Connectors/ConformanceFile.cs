using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>Reads <c>conformance</c> of a connector file: which checks are left out, and why.</summary>
internal static class ConformanceFile
{
    public static ConformanceDeclaration Read(ConfigReader connector, IReadOnlyList<StreamDeclaration> streams)
    {
        if (connector.Section("conformance") is not { } section)
        {
            return new ConformanceDeclaration();
        }

        var declaration = new ConformanceDeclaration
        {
            Skip = [.. section.Sections("skip").Select(s => ReadSkip(s, streams))],
            Late = section.Text("late"),
        };
        if (declaration.Late is { } late && (Path.IsPathRooted(late) || late.Split('/', '\\').Contains("..")))
        {
            section.Problems.Error(section.Node("late")!.Location, $"{section.What}: 'late' is '{late}'.", "Name a program beside the connector file: samples/late.sh.");
        }

        section.Finish();
        return declaration;
    }

    private static ConformanceSkip ReadSkip(ConfigReader skip, IReadOnlyList<StreamDeclaration> streams)
    {
        var check = skip.RequiredText("check");
        Known(skip, "check", check, ConformanceChecks.All);
        var stream = skip.Text("stream");
        if (stream is not null)
        {
            Known(skip, "stream", stream, [.. streams.Select(s => s.Name)]);
        }

        var reason = skip.RequiredText("reason");
        skip.Finish();
        return new ConformanceSkip(check, stream, reason);
    }

    private static void Known(ConfigReader reader, string key, string word, IReadOnlyList<string> known)
    {
        if (word.Length == 0 || known.Contains(word))
        {
            return;
        }

        var nearest = NearestKey.Find(word, known);
        reader.Problems.Error(
            reader.Node(key)!.Location,
            $"{reader.What}: there is no {key} '{word}'.",
            nearest is null ? $"Known: {string.Join(", ", known)}." : $"Did you mean '{nearest}'?");
    }
}
