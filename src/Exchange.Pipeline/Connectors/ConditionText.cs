using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Pipeline.Connectors;

/// <summary>Reads conditions such as <c>department.code in A, B and status != void</c>.</summary>
internal static class ConditionText
{
    private static readonly string[] Operators = [" not in ", " in ", " != ", " = "];

    public static IEnumerable<SinkCondition> Read(string text, SourceLocation location, ProblemList problems)
    {
        foreach (var clause in text.Split(" and ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadClause(clause) is { } condition)
            {
                yield return condition;
            }
            else
            {
                problems.Error(location, $"The condition '{clause}' cannot be read.", "Write 'field in a, b', 'field not in a, b', 'field = a' or 'field != a', joined by 'and'.");
            }
        }
    }

    private static SinkCondition? ReadClause(string clause)
    {
        foreach (var word in Operators)
        {
            var at = clause.IndexOf(word, StringComparison.Ordinal);
            if (at <= 0)
            {
                continue;
            }

            var values = clause[(at + word.Length)..].Trim().TrimStart('[').TrimEnd(']')
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(v => v.Trim('"', '\''))
                .ToArray();
            return values.Length == 0 ? null : new SinkCondition(clause[..at].Trim(), values, word is " not in " or " != ");
        }

        return null;
    }
}
