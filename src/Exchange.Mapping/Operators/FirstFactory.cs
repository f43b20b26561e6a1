using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>first: [path, { from: path, clean: trim }, …]</c></summary>
internal sealed class FirstFactory : IFieldOperatorFactory
{
    public string Key => "first";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigList { Items.Count: > 0 } list)
        {
            scope.Error(node.Location, "'first' needs a list.", "Write first: [path, otherPath].");
            return null;
        }

        var candidates = new List<IFieldOperator[]>();
        foreach (var item in list.Items)
        {
            if (scope.Candidate(item) is { } operators)
            {
                candidates.Add(operators);
            }
        }

        return new FirstOperator([.. candidates]);
    }
}
