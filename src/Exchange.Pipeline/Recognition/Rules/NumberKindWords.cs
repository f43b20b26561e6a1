using Exchange.Abstractions.Configuration;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Reads lists of kinds of numbers.</summary>
internal static class NumberKindWords
{
    public static IReadOnlyList<string> All { get; } = ["source", "national", "provincial", "local", "project"];

    public static NumberKinds Read(ConfigReader reader, string key)
    {
        var kinds = NumberKinds.None;
        foreach (var word in reader.Choices(key, All))
        {
            for (var i = 0; i < All.Count; i++)
            {
                kinds |= All[i] == word ? (NumberKinds)(1 << i) : NumberKinds.None;
            }
        }

        return kinds;
    }
}
