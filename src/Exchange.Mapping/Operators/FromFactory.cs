using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>from: path</c></summary>
internal sealed class FromFactory : IFieldOperatorFactory
{
    public string Key => "from";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public IFieldOperator? Build(ConfigNode node, FieldScope scope) =>
        scope.Text(node, Key) is { } path && scope.Resolve(path, node.Location) is { } slot ? new FromOperator(slot, scope.Mapping.Nulls) : null;
}
