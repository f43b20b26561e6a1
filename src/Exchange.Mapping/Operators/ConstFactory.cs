using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Times;
using Exchange.Mapping.Yaml;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary><c>const: value</c></summary>
internal sealed class ConstFactory : IFieldOperatorFactory
{
    public string Key => "const";

    public OperatorPhase Phase => OperatorPhase.Origin;

    public OperatorReference Reference { get; } = new(
        "A value that stands in the mapping. Never a default for status and item.",
        "channel: { const: window }",
        ("value", "a text, a number, true or false"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (scope.Text(node, Key) is not { } value)
        {
            return null;
        }

        scope.IsConstant = true;
        switch (scope.Target?.Type)
        {
            case SchemaType.Code when !scope.Has("code"):
                var words = CodeSets.Words(scope.Target.CodeSet!);
                if (!words.Contains(value))
                {
                    scope.Unknown(node.Location, $"'{value}' is no canonical word of {scope.Target.CodeSet}", value, words);
                    return null;
                }

                break;
            case SchemaType.Date or SchemaType.DateTime:
                if (!IsoTimeFormat.Instance.TryParse(value, out var moment) || moment.Written.Year is < 1900 or > 9998)
                {
                    scope.Error(node.Location, $"'{value}' is not a date.", "Write it as 2026-03-02 or 2026-03-02T09:00:00.");
                    return null;
                }

                return new ConstOperator(run => run.SetTime(scope.Mapping.Zone.At(moment)));
        }

        var plain = node is ConfigScalar { Quoted: false };
        if (plain && value is ("true" or "false"))
        {
            return new ConstOperator(run => run.SetFlag(value == "true"));
        }

        var numeric = plain && PlainNumber.Is(value);
        return new ConstOperator(run =>
        {
            run.SetText(value);
            run.FromNumber = numeric;
        });
    }
}
