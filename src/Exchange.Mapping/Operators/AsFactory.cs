using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>as: text | number | integer | flag</c>: the JSON type a target wants. Inbound the schema decides.</summary>
internal sealed class AsFactory : IFieldOperatorFactory
{
    private static readonly string[] Types = ["text", "number", "integer", "flag"];

    public string Key => "as";

    public OperatorPhase Phase => OperatorPhase.Check;

    public OperatorReference Reference { get; } = new(
        "Outbound only: the JSON type the target wants. Inbound the schema decides.",
        "ITEM_VERSION: { from: item.version, as: text }",
        ("text | number | integer | flag", "the type"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (!scope.Mapping.Outbound)
        {
            scope.Error(node.Location, "'as' is for outbound mappings; here the schema decides the type.", "Remove 'as'.");
            return null;
        }

        if (scope.Text(node, Key) is not { } type)
        {
            return null;
        }

        switch (type)
        {
            case "text":
                return new AsTextOperator();
            case "number" or "integer":
                return new NumberOperator(grouped: false, whole: type == "integer");
            case "flag":
                return new FlagOperator();
            default:
                scope.Unknown(node.Location, $"'{type}' is no type", type, Types);
                return null;
        }
    }
}
