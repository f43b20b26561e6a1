using System.Globalization;
using Exchange.Abstractions.Sources;

namespace Exchange.Abstractions.Configuration;

/// <summary>
/// Reads a map strictly: every key that is asked for becomes known, and <see cref="Finish"/> reports the rest with the
/// nearest known key. A wrong type is reported where it stands and the default is returned, so that one pass finds all.
/// </summary>
/// <param name="map">The map to read.</param>
/// <param name="what">What the map is, for messages: <c>stream 'cases'</c>.</param>
/// <param name="problems">Where problems go.</param>
public sealed class ConfigReader(ConfigMap map, string what, ProblemList problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The map being read.</summary>
    public ConfigMap Map { get; } = map;

    /// <summary>Where problems go.</summary>
    public ProblemList Problems { get; } = problems;

    /// <summary>What the map is, for messages.</summary>
    public string What { get; } = what;

    /// <summary>Whether the key is present; it becomes known.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The node of a key, whatever its type, or <see langword="null"/>; it becomes known.</summary>
    public ConfigNode? Node(string key)
    {
        _known.Add(key);
        ConfigKeys.Note(Map, key);
        return Map.Find(key)?.Value;
    }

    /// <summary>Marks keys as known that someone else reads.</summary>
    public void Allow(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _known.Add(key);
            ConfigKeys.Note(Map, key);
        }
    }

    /// <summary>A text, or <see langword="null"/>.</summary>
    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case ConfigScalar scalar:
                return scalar.Value;
            case var other:
                WrongType(key, other, "a text");
                return null;
        }
    }

    /// <summary>A text that must be there; reported and empty where it is not.</summary>
    public string RequiredText(string key)
    {
        var node = Node(key);
        if (node is null or ConfigScalar { Value: null or "" })
        {
            Problems.Error(node?.Location ?? Map.Location, $"{What}: '{key}' is missing.", $"Add '{key}:'.");
            return "";
        }

        return Text(key) ?? "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string key, int byDefault, int minimum, int maximum)
    {
        var text = Text(key);

        // A placeholder is judged once it is resolved.
        if (text is null || text.Contains("${", StringComparison.Ordinal))
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Problems.Error(Node(key)!.Location, $"{What}: '{key}' is '{text}'.", $"Give a whole number from {minimum} to {maximum}.");
        return byDefault;
    }

    /// <summary>A duration such as <c>10m</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan byDefault)
    {
        var text = Text(key);
        if (text is null)
        {
            return byDefault;
        }

        if (Configuration.Duration.TryParse(text, out var value))
        {
            return value;
        }

        Problems.Error(Node(key)!.Location, $"{What}: '{key}' is '{text}', which is not a duration.", "Write a whole number and one of ms, s, m, h, d: 10m.");
        return byDefault;
    }

    /// <summary>A share such as <c>5%</c>, as a number from 0 to 1.</summary>
    public double Share(string key, double byDefault)
    {
        var text = Text(key);
        if (text is null)
        {
            return byDefault;
        }

        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100)
        {
            return value / 100;
        }

        Problems.Error(Node(key)!.Location, $"{What}: '{key}' is '{text}', which is not a share.", "Write a number from 0 to 100 and a percent sign: 5%.");
        return byDefault;
    }

    /// <summary>A path into a record or reply, or <see langword="null"/> where the key is missing or is no path (reported).</summary>
    public FieldPath? Path(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (FieldPath.TryParse(text, out var path))
        {
            return path;
        }

        Problems.Error(Node(key)!.Location, $"{What}: '{key}' is '{text}', which is no path.", "Write names joined by dots: $.data.items.");
        return null;
    }

    /// <summary>A path into a record or reply, or the default.</summary>
    public FieldPath Path(string key, string byDefault) => Path(key) ?? FieldPath.Parse(byDefault);

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool byDefault)
    {
        var text = Text(key);
        switch (text)
        {
            case null:
                return byDefault;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Problems.Error(Node(key)!.Location, $"{What}: '{key}' is '{text}'.", "Write true or false.");
                return byDefault;
        }
    }

    /// <summary>One of a few words; the first is the default.</summary>
    public string Choice(string key, params ReadOnlySpan<string> words)
    {
        var text = Text(key);
        if (text is null)
        {
            return words[0];
        }

        if (words.Contains(text))
        {
            return text;
        }

        if (text.Contains("${", StringComparison.Ordinal))
        {
            // It stands in a setting; it is read again once that is known.
            return words[0];
        }

        var all = words.ToArray();
        var nearest = NearestKey.Find(text, all);
        Problems.Error(
            Node(key)!.Location,
            $"{What}: '{key}' is '{text}'.",
            (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", all)}.");
        return words[0];
    }

    /// <summary>A list of texts; a single text counts as a list of one. Empty where the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case ConfigScalar { Value: { } one }:
                return [one];
            case ConfigList list:
                var texts = new List<string>(list.Items.Count);
                foreach (var item in list.Items)
                {
                    if (item is ConfigScalar scalar)
                    {
                        texts.Add(scalar.Value ?? "");
                    }
                    else
                    {
                        WrongType(key, item, "a text");
                    }
                }

                return texts;
            case var other:
                WrongType(key, other, "a list of texts");
                return [];
        }
    }

    /// <summary>A list whose items are each one of a few words; empty where the key is missing.</summary>
    public IReadOnlyList<string> Choices(string key, IReadOnlyList<string> words)
    {
        var chosen = Texts(key);
        for (var i = 0; i < chosen.Count; i++)
        {
            if (words.Contains(chosen[i], StringComparer.Ordinal))
            {
                continue;
            }

            var place = Node(key) is ConfigList list && list.Items.Count == chosen.Count ? list.Items[i] : Node(key)!;
            var nearest = NearestKey.Find(chosen[i], [.. words]);
            Problems.Error(
                place.Location,
                $"{What}: '{key}' has '{chosen[i]}'.",
                (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", words)}.");
        }

        return chosen;
    }

    /// <summary>A reader of a nested map, or <see langword="null"/>.</summary>
    public ConfigReader? Section(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case ConfigMap nested:
                return new ConfigReader(nested, $"{What}: {key}", Problems);
            case var other:
                WrongType(key, other, "a map");
                return null;
        }
    }

    /// <summary>Readers of a list of maps; empty where the key is missing.</summary>
    public IReadOnlyList<ConfigReader> Sections(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case ConfigList list:
                var sections = new List<ConfigReader>(list.Items.Count);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (list.Items[i] is ConfigMap nested)
                    {
                        sections.Add(new ConfigReader(nested, $"{What}: {key}[{i}]", Problems));
                    }
                    else
                    {
                        WrongType(key, list.Items[i], "a map");
                    }
                }

                return sections;
            case var other:
                WrongType(key, other, "a list");
                return [];
        }
    }

    /// <summary>A map of names to texts; empty where the key is missing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string key)
    {
        if (Section(key) is not { } section)
        {
            return [];
        }

        return [.. section.Map.Entries.Select(e => KeyValuePair.Create(e.Key, section.Text(e.Key) ?? ""))];
    }

    /// <summary>Reports every key nobody asked for, with the nearest known one.</summary>
    public void Finish()
    {
        foreach (var entry in Map.Entries)
        {
            if (_known.Contains(entry.Key))
            {
                continue;
            }

            var nearest = NearestKey.Find(entry.Key, _known);
            Problems.Error(
                entry.KeyLocation,
                $"{What}: unknown key '{entry.Key}'.",
                nearest is null ? $"Remove it. Known keys: {string.Join(", ", _known.Order(StringComparer.Ordinal))}." : $"Did you mean '{nearest}'?");
        }
    }

    private void WrongType(string key, ConfigNode node, string expected) =>
        Problems.Error(node.Location, $"{What}: '{key}' is {Describe(node)}.", $"Write {expected}.");

    private static string Describe(ConfigNode node) => node switch
    {
        ConfigMap => "a map",
        ConfigList => "a list",
        _ => "a single value",
    };
}
