using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Checks;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>check: idNumber | uscc | orgCode | itemCode | mobile | document</c></summary>
internal sealed class CheckFactory : IFieldOperatorFactory
{
    private const string Document = "document";

    public string Key => "check";

    public OperatorPhase Phase => OperatorPhase.Check;

    public OperatorReference Reference { get; } = new(
        "Checks an identifier; one that fails is an error (bad-check).",
        "applicant.idNo: { from: sqrzjhm, clean: [trim, upper], check: idNumber }",
        ("idNumber", "GB 11643, 15 and 18 characters"),
        ("uscc", "GB 32100"),
        ("orgCode", "GB 11714"),
        ("itemCode", "the code of an item"),
        ("mobile", "a mobile number of the mainland"),
        ("document", "goes by the idType beside the number"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (scope.Text(node, Key) is not { } name)
        {
            return null;
        }

        if (name == Document)
        {
            return BuildDocument(node, scope);
        }

        if (ValueChecks.Find(name) is { } check)
        {
            return new CheckOperator(check);
        }

        scope.Unknown(node.Location, $"'{name}' is no check", name, [.. ValueChecks.All.Select(c => c.Name), Document]);
        return null;
    }

    private static DocumentCheckOperator? BuildDocument(ConfigNode node, FieldScope scope)
    {
        if (scope.Mapping.Outbound || scope.Target is not { Name: "idNo", Parent: { } parent })
        {
            scope.Error(node.Location, "'document' checks the number of a document (idNo) by its kind.", "Name the check itself, such as idNumber.");
            return null;
        }

        scope.Stage = 2;
        var check = new DocumentCheckOperator();
        scope.Builder.WhenComplete(fields =>
        {
            var kind = fields.FirstOrDefault(f => f.Path == $"{parent.Path}.idType");
            if (kind is null)
            {
                scope.Error(node.Location, $"'document' needs {parent.Path}.idType, which is not mapped.", $"Map {parent.Path}.idType, or name the check itself.");
            }

            check.Kind = kind;
        });
        return check;
    }
}
