using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Outlines;

/// <summary>Judges the notes of a mapping about what it leaves out: each has a reason, and says what is so.</summary>
internal static class LeftOutCheck
{
    public static void Judge(MappingFile file, ProblemList problems)
    {
        var outline = MappingOutline.Read(file);
        foreach (var note in outline.Notes)
        {
            var location = new SourceLocation(file.ShownAs, note.Line, 1);
            if (note.Names.Count == 0)
            {
                problems.Error(location, $"mapping '{file.Id}': the note gives no reason, and so leaves nothing out.", "Write '# Not mapped: a, b — why', with a dash (—) between spaces.");
            }

            foreach (var name in note.Names.Where(n => outline.Reads.Any(r => IsIn(r, n))))
            {
                problems.Error(
                    location,
                    $"mapping '{file.Id}': '{name}' is said not to be mapped, and is read{Where(outline, name)}.",
                    "Take it out of the note, or the field that reads it out of the mapping.");
            }
        }
    }

    private static string Where(MappingOutline outline, string name) =>
        outline.Fields.Find(f => f.Sources.Exists(s => IsIn(s, name))) is { } field ? $" in line {field.Line}" : "";

    private static bool IsIn(string path, string name) => path == name || path.StartsWith(name + ".", StringComparison.Ordinal);
}
