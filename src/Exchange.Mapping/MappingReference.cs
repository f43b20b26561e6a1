using System.Text;
using Exchange.Mapping.Operators;

namespace Exchange.Mapping;

/// <summary>The reference page of the mapping language, made from the operators themselves.</summary>
public static class MappingReference
{
    private static readonly (OperatorPhase Phase, string Title)[] Sections =
    [
        (OperatorPhase.Origin, "Where the value comes from"),
        (OperatorPhase.Clean, "Tidying the text"),
        (OperatorPhase.Split, "Taking a piece"),
        (OperatorPhase.Match, "Taking what a pattern finds"),
        (OperatorPhase.Use, "Operators written in C#"),
        (OperatorPhase.Convert, "Codes, times, numbers"),
        (OperatorPhase.Check, "Judging the result"),
    ];

    /// <summary>The page, Markdown with a line feed at the end of each line.</summary>
    public static string Write()
    {
        var page = new StringBuilder("# Operators of a field\n\nWritten from the operators themselves; a test fails when it is stale. They apply in the order of this page, whatever the order in the file.\n");
        foreach (var (phase, title) in Sections)
        {
            page.Append($"\n## {title}\n");
            foreach (var factory in OperatorRegistry.All.Where(f => f.Phase == phase))
            {
                Write(page, factory);
            }
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, IFieldOperatorFactory factory)
    {
        var reference = factory.Reference;
        page.Append($"\n### {factory.Key}\n\n{reference.Summary}\n\n```yaml\n{reference.Example}\n```\n\n| argument | meaning |\n|---|---|\n");
        foreach (var (name, meaning) in reference.Arguments)
        {
            page.Append($"| `{name.Replace("|", "\\|", StringComparison.Ordinal)}` | {meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
    }
}
