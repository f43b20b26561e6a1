using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>What the placeholders of a call stand for.</summary>
/// <param name="now">The present.</param>
/// <param name="zone">The zone times are written in.</param>
internal sealed class TemplateValues(DateTimeOffset now, TimeZoneInfo zone)
{
    private const string Moment = "yyyy-MM-dd HH:mm:ss";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The present, for headers that tell it.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The item the call is about, where <c>{item.field}</c> is used.</summary>
    public JsonElement Content { get; init; }

    /// <summary>Placeholders whose value is XML already.</summary>
    public HashSet<string> Markup { get; } = new(StringComparer.Ordinal);

    public string this[string name]
    {
        set => _values[name] = value;
    }

    /// <summary>The value of a placeholder; empty where it has none.</summary>
    public string Find(string name, string? format)
    {
        if (_values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (name == "now")
        {
            return TimeZoneInfo.ConvertTime(Now, zone).ToString(format ?? Moment, CultureInfo.InvariantCulture);
        }

        return name.StartsWith("item.", StringComparison.Ordinal) && FieldPath.TryParse(name[5..], out var path) && Content.ValueKind == JsonValueKind.Object
            ? path.FindText(Content) ?? ""
            : "";
    }

    /// <summary>A copy with its own further values.</summary>
    public TemplateValues Copy()
    {
        var copy = new TemplateValues(Now, zone) { Content = Content };
        foreach (var (name, value) in _values)
        {
            copy[name] = value;
        }

        copy.Markup.UnionWith(Markup);
        return copy;
    }
}
