using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>concat: [path, { const: "-" }, …]</c> with <c>with: "、"</c> beside it.</summary>
internal sealed class ConcatFactory : IFieldOperatorFactory
{
    public string Key => "concat";

    public string Companion => "with";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "The parts joined to one text. Empty parts are left out; where all paths are empty the whole is, whatever constants stand between them.",
        "applicant.address: { concat: [town, street], with: \" \" }",
        ("list", "paths, constants, or specifications with operators of their own"),
        ("with", "what stands between two parts; nothing where it is left out"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigList { Items.Count: > 0 } list)
        {
            scope.Error(node.Location, "'concat' needs a list.", "Write concat: [path, { const: \"-\" }, otherPath].");
            return null;
        }

        var with = "";
        switch (scope.Beside(Companion))
        {
            case null:
                break;
            case ConfigScalar { Value: { } text }:
                with = text;
                break;
            case var other:
                scope.Error(other.Location, "'with' needs a single text.", "Write with: \"、\".");
                break;
        }

        var parts = new List<(Candidate, bool)>();
        foreach (var item in list.Items)
        {
            if (scope.Part(item, Key) is { } part)
            {
                parts.Add((part, item is ConfigMap map && map.Find("const") is not null));
            }
        }

        return new ConcatOperator([.. parts], with);
    }
}
