using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary><c>number: plain</c>, or <c>number: grouped</c> for texts such as <c>1,234.50</c>.</summary>
internal sealed class NumberFactory : IFieldOperatorFactory
{
    private static readonly string[] Ways = ["plain", "grouped"];

    public string Key => "number";

    public OperatorPhase Phase => OperatorPhase.Convert;

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (scope.Text(node, Key) is not { } way)
        {
            return null;
        }

        if (!Ways.Contains(way))
        {
            scope.Unknown(node.Location, $"'{way}' is no way to write a number", way, Ways);
            return null;
        }

        if (scope.Target is { } target && target.Type is not (SchemaType.Number or SchemaType.Integer))
        {
            scope.Error(node.Location, $"'number' does not fit the field, which is a {FieldScope.Name(target.Type)}.", "Remove 'number'.");
            return null;
        }

        scope.HasConversion = true;
        return new NumberOperator(way == "grouped", scope.Target?.Type == SchemaType.Integer);
    }
}
