using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Database.Writing;

/// <summary>A column the hub fills by itself.</summary>
/// <param name="Column">The column.</param>
/// <param name="Name">What the hub knows: one of <see cref="Names"/>; <see langword="null"/> for a constant.</param>
/// <param name="Constant">What it always holds.</param>
internal sealed record SetValue(string Column, string? Name, string? Constant)
{
    /// <summary>What the hub can fill in.</summary>
    public static readonly string[] Names = ["now", "key", "caseId", "version", "operation", "index", "digest"];

    /// <summary>Reads a map of column → constant or <c>{name}</c>.</summary>
    public static IReadOnlyList<SetValue> Read(ConfigReader reader, string key)
    {
        var values = new List<SetValue>();
        if (reader.Section(key) is not { } section)
        {
            return values;
        }

        foreach (var entry in section.Map.Entries)
        {
            var text = section.Text(entry.Key);
            Identifier.Column(entry.Key, entry.Key, section);
            var name = text is { Length: > 2 } && text[0] == '{' && text[^1] == '}' ? text[1..^1] : null;
            if (name is not null && !Names.Contains(name))
            {
                var nearest = NearestKey.Find(name, Names);
                section.Problems.Error(
                    entry.Value.Location, $"{section.What}: unknown placeholder '{{{name}}}'.",
                    (nearest is null ? "" : $"Did you mean '{{{nearest}}}'? ") + $"Known: {string.Join(", ", Names.Select(n => $"{{{n}}}"))}.");
            }

            values.Add(new SetValue(entry.Key, name, name is null ? text : null));
        }

        return values;
    }
}
