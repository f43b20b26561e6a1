using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>split: { by: ",", take: 0 }</c></summary>
internal sealed class SplitFactory : IFieldOperatorFactory
{
    private const int Furthest = 1000;

    public string Key => "split";

    public OperatorPhase Phase => OperatorPhase.Split;

    public OperatorReference Reference { get; } = new(
        "One piece of a text, without the spaces around it. A piece that is not there is empty.",
        "agent.name: { from: jbr, split: { by: \"/\", take: 0 } }",
        ("by", "what stands between the pieces"),
        ("take", "which piece: 0 the first, 1 the second, -1 the last"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigMap map)
        {
            scope.Error(node.Location, "'split' needs to know which piece.", "Write split: { by: \",\", take: 0 }.");
            return null;
        }

        var reader = new ConfigReader(map, $"{scope.What}: split", scope.Problems);
        var by = reader.RequiredText("by");
        if (!reader.Has("take"))
        {
            scope.Error(map.Location, "'split' does not say which piece.", "Add take: 0 for the first, take: -1 for the last.");
        }

        var take = reader.Integer("take", 0, -Furthest, Furthest);
        reader.Finish();
        return by.Length == 0 ? null : new SplitOperator(by, take, scope.Mapping.Nulls);
    }
}
