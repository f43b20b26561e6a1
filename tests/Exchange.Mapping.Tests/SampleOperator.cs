using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Mappings;
using Exchange.Mapping.Tests;

[assembly: MappingOperator("landline-to-mobile", typeof(SampleOperator))]
[assembly: MappingOperator("announced-twice", typeof(SampleOperator))]
[assembly: MappingOperator("announced-twice", typeof(object))]
[assembly: MappingOperator("no-operator", typeof(string))]

namespace Exchange.Mapping.Tests;

/// <summary>Puts an area code and a prefix before a number.</summary>
internal sealed class SampleOperator : IMappingOperator
{
    public string Summary => "Puts the area code before a number.";

    public int Version => 1;

    public IMappingFunction? Build(ConfigReader arguments)
    {
        var prefix = arguments.Text("prefix") ?? "";
        return new Function(prefix);
    }

    private sealed class Function(string prefix) : IMappingFunction
    {
        public MappingResult Apply(string value, IReadOnlyList<string?> also) => value switch
        {
            "refuse" => MappingResult.Wrong("No such number."),
            "tell" => MappingResult.Wrong("I tell that it was tell."),
            "throw" => throw new InvalidOperationException("It was throw."),
            "empty" => MappingResult.Of(null),
            _ => MappingResult.Of(prefix + string.Concat(also) + value),
        };
    }
}
