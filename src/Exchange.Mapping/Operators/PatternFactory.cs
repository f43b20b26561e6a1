using System.Globalization;
using System.Text.RegularExpressions;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>pattern: { match: "^(\\d{4})", take: 1 }</c></summary>
internal sealed class PatternFactory : IFieldOperatorFactory
{
    private const int Longest = 1000;

    // Expressions the linear engine cannot do, such as those that look ahead, get this long.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    public string Key => "pattern";

    public OperatorPhase Phase => OperatorPhase.Match;

    public OperatorReference Reference { get; } = new(
        "What a regular expression finds in the text. A text that does not match is an error (bad-format). The search is limited in time.",
        "acceptanceNo: { from: wsbh, pattern: { match: \"第(\\\\d+)号\", take: 1 } }",
        ("match", "a .NET regular expression; capital and small letters differ"),
        ("take", "the number or name of the group to take; 0 is the whole match. Left out: the first group, or the whole match where there is none"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigMap map)
        {
            scope.Error(node.Location, "'pattern' needs 'match' and 'take'.", "Write pattern: { match: \"^(\\\\d{4})\", take: 1 }.");
            return null;
        }

        var reader = new ConfigReader(map, $"{scope.What}: pattern", scope.Problems);
        var match = reader.RequiredText("match");
        var take = reader.Text("take");
        reader.Finish();
        if (match.Length == 0)
        {
            return null;
        }

        var location = reader.Node("match")!.Location;
        if (match.Length > Longest)
        {
            scope.Error(location, $"the expression is longer than {Longest} characters.", "Write a shorter one, or a named operator.");
            return null;
        }

        if (Create(match) is not { } expression)
        {
            scope.Error(location, $"'{match}' is not a regular expression.", "Check its brackets; double the backslashes inside double quotes, or use single quotes.");
            return null;
        }

        var groups = expression.GetGroupNumbers();
        take ??= groups.Length > 1 ? "1" : "0";
        var group = int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : expression.GroupNumberFromName(take);
        if (!groups.Contains(group))
        {
            scope.Unknown(reader.Node("take")!.Location, $"the expression has no group '{take}'", take, expression.GetGroupNames());
            return null;
        }

        return new PatternOperator(expression, group, scope.Mapping.Nulls);
    }

    private static Regex? Create(string match)
    {
        try
        {
            return new Regex(match, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(match, RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
