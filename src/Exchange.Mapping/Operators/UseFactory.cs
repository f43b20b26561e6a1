using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Mappings;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary><c>use: name</c>, or <c>use: { name: x, … }</c>: an operator written in C#.</summary>
internal sealed class UseFactory : IFieldOperatorFactory
{
    public string Key => "use";

    public OperatorPhase Phase => OperatorPhase.Use;

    public OperatorReference Reference { get; } = new(
        "An operator written in C#. It is a class that implements IMappingOperator, announced by [assembly: MappingOperator(\"name\", typeof(…))] in an assembly named Exchange.*.dll beside the program.",
        "applicant.mobile: { from: lxdh, use: { name: landline-to-mobile, also: [qh] } }",
        ("name", "the name it is announced by"),
        ("also", "paths of further values it looks at"),
        ("…", "its own arguments"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        var map = node as ConfigMap ?? new ConfigMap(node.Location, [new ConfigEntry("name", node.Location, node)]);
        var reader = new ConfigReader(map, $"{scope.What}: use", scope.Problems);
        var name = reader.RequiredText("name");
        if (name.Length == 0)
        {
            return null;
        }

        var location = reader.Node("name")!.Location;
        var announced = NamedOperators.Of(name);
        if (announced.Count == 0)
        {
            scope.Unknown(location, $"no operator is named '{name}'", name, NamedOperators.Names);
            return null;
        }

        if (announced.Count > 1)
        {
            scope.Error(location, $"'{name}' is announced by {string.Join(" and by ", announced.Select(a => a.Type.FullName))}.", "Rename one of them.");
            return null;
        }

        if (!typeof(IMappingOperator).IsAssignableFrom(announced[0].Type) || Activator.CreateInstance(announced[0].Type, nonPublic: true) is not IMappingOperator named)
        {
            scope.Error(location, $"{announced[0].Type.FullName} is no operator of a mapping.", $"Let it implement {nameof(IMappingOperator)}.");
            return null;
        }

        var also = new List<FromOperator>();
        foreach (var path in reader.Texts("also"))
        {
            if (scope.Resolve(path, reader.Node("also")!.Location) is { } slot)
            {
                also.Add(new FromOperator(slot, scope.Mapping.Nulls));
            }
        }

        var function = named.Build(reader);
        reader.Finish();
        scope.Mapping.UsedOperators[name] = named.Version;
        return function is null ? null : new UseOperator(function, [.. also], scope.Mapping.Nulls);
    }
}
