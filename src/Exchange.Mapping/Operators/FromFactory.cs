using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>from: path</c></summary>
internal sealed class FromFactory : IFieldOperatorFactory
{
    public string Key => "from";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "Takes the value at a path. On its own it may be written as field: path.",
        "applicant.name: { from: 'data.sqr[0].mc', required: true }",
        ("path", "names joined by dots, positions of lists in brackets; $.path begins at the record's root, also inside each; . is the piece or the plain value itself inside each"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope) =>
        scope.Text(node, Key) is { } path && scope.Resolve(path, node.Location) is { } slot ? new FromOperator(slot, scope.Mapping.Nulls) : null;
}
