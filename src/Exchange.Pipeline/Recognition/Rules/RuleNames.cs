namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>What rules are called where a link names them.</summary>
internal static class RuleNames
{
    public static string Of(int rule, MatchingRules rules) =>
        rule < 0 ? CaseLink.Scored : rule < rules.Identifiers.Count ? rules.Identifiers[rule].Name : CaseLink.Echo;
}
