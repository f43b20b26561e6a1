using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>when: [{ if: { path: value }, then: path }]</c> with <c>otherwise: path</c> beside it.</summary>
internal sealed class WhenFactory : IFieldOperatorFactory
{
    private const string OtherwiseKey = "otherwise";

    public string Key => "when";

    public string Companion => OtherwiseKey;

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "The first branch whose conditions all hold. Where none does and nothing stands under otherwise, the field is empty.",
        "finishedAt: { when: [{ if: { bjzt: [\"90\", \"98\"] }, then: bjsj }], datetime: iso }",
        ("if", "paths with what must stand there: a value, a list of values, null for nothing, { not: … } for anything else. An absent value is not any value"),
        ("then", "a path, or a specification with operators of its own"),
        ("otherwise", "the same, beside when; never a constant for status and item"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigList { Items.Count: > 0 } list)
        {
            scope.Error(node.Location, "'when' needs a list of branches.", "Write when: [{ if: { path: value }, then: otherPath }].");
            return null;
        }

        var branches = new List<WhenBranch>();
        foreach (var item in list.Items)
        {
            if (Branch(item, scope) is { } branch)
            {
                branches.Add(branch);
            }
        }

        var otherwise = scope.Beside(OtherwiseKey) is { } last ? scope.Candidate(last, OtherwiseKey, isDefault: true) : null;
        return new WhenOperator([.. branches], otherwise);
    }

    private static WhenBranch? Branch(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigMap map)
        {
            scope.Error(node.Location, "a branch of 'when' is a map.", "Write { if: { path: value }, then: otherPath }.");
            return null;
        }

        var reader = new ConfigReader(map, $"{scope.What}: when", scope.Problems);
        var conditions = reader.Section("if");
        var then = reader.Node("then");
        reader.Finish();
        if (conditions is not { Map.Entries.Count: > 0 })
        {
            if (!reader.Has("if") || conditions is not null)
            {
                scope.Error(map.Location, "a branch of 'when' has no condition.", "Add if: { path: value }; what holds for the rest stands under 'otherwise'.");
            }

            return null;
        }

        if (then is null)
        {
            scope.Error(map.Location, "a branch of 'when' does not say what to take.", "Add then: path, or then: { const: value }.");
            return null;
        }

        var tests = new List<ValueCondition>();
        foreach (var entry in conditions.Map.Entries)
        {
            if (scope.Resolve(entry.Key, entry.KeyLocation) is { } slot && Condition(slot, entry.Value, scope) is { } test)
            {
                tests.Add(test);
            }
        }

        return scope.Candidate(then, "then", isDefault: false) is { } candidate ? new WhenBranch([.. tests], candidate) : null;
    }

    private static ValueCondition? Condition(Sources.SourceSlot slot, ConfigNode node, FieldScope scope)
    {
        var negated = false;
        if (node is ConfigMap map)
        {
            if (map.Entries is not [{ Key: "not" } not])
            {
                scope.Error(node.Location, "a condition is a value, a list of values, null, or { not: … }.", "Write { path: \"1\" } or { path: { not: null } }.");
                return null;
            }

            negated = true;
            node = not.Value;
        }

        var items = node is ConfigList list ? list.Items : [node];
        if (items.Count == 0 || !items.All(i => i is ConfigScalar))
        {
            scope.Error(node.Location, "a condition compares with single values.", "Write { path: [\"1\", \"2\"] }.");
            return null;
        }

        return new ValueCondition(slot, [.. items.Select(i => ((ConfigScalar)i).Value)], negated, scope.Mapping.Nulls);
    }
}
