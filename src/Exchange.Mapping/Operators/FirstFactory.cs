using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>first: [path, { from: path, clean: trim }, …]</c></summary>
internal sealed class FirstFactory : IFieldOperatorFactory
{
    public string Key => "first";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "The first candidate that has a value. A wrong value ends the search: the next does not hide it.",
        "applicant.mobile: { first: [sqrsj, { from: lxrsj, clean: digits }] }",
        ("list", "paths, or specifications with operators of their own"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (node is not ConfigList { Items.Count: > 0 } list)
        {
            scope.Error(node.Location, "'first' needs a list.", "Write first: [path, otherPath].");
            return null;
        }

        var candidates = new List<Candidate>();
        foreach (var item in list.Items)
        {
            if (scope.Candidate(item, Key, isDefault: true) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        return new FirstOperator([.. candidates]);
    }
}
