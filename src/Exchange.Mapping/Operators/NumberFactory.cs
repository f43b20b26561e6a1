using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary><c>number: plain</c>, <c>number: grouped</c> for texts such as <c>1,234.50</c>, or <c>number: { style: grouped, times: 10000 }</c>.</summary>
internal sealed class NumberFactory : IFieldOperatorFactory
{
    private const decimal LargestFactor = 1_000_000_000_000m;
    private static readonly string[] Ways = ["plain", "grouped"];

    public string Key => "number";

    public OperatorPhase Phase => OperatorPhase.Convert;

    public OperatorReference Reference { get; } = new(
        "Reads a number. Numbers need no operator unless they are written with separators or in another unit.",
        "amount: { from: je, number: { style: grouped, times: 10000 } }",
        ("plain | grouped", "grouped reads 1,234.50"),
        ("style", "the same, in the long form; plain where it is left out"),
        ("times", "what the number is multiplied by: 10000 makes yuan of 万元, 0.01 makes yuan of 分"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        string? way;
        var wayNode = node;
        var times = 1m;
        if (node is ConfigMap map)
        {
            var reader = new ConfigReader(map, $"{scope.What}: number", scope.Problems);
            way = reader.Text("style") ?? "plain";
            wayNode = reader.Node("style") ?? node;
            if (reader.Text("times") is { } factor
                && (!decimal.TryParse(factor, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out times) || times is <= 0 or > LargestFactor))
            {
                scope.Error(reader.Node("times")!.Location, $"'times' is '{factor}'.", "Give a number above 0, such as 10000 or 0.01.");
                return null;
            }

            reader.Finish();
        }
        else
        {
            way = scope.Text(node, Key);
        }

        if (way is null)
        {
            return null;
        }

        if (!Ways.Contains(way))
        {
            scope.Unknown(wayNode.Location, $"'{way}' is no way to write a number", way, Ways);
            return null;
        }

        if (scope.Target is { } target && target.Type is not (SchemaType.Number or SchemaType.Integer))
        {
            scope.Error(node.Location, $"'number' does not fit the field, which is a {FieldScope.Name(target.Type)}.", "Remove 'number'.");
            return null;
        }

        scope.HasConversion = true;
        return new NumberOperator(way == "grouped", scope.Target?.Type == SchemaType.Integer, times);
    }
}
