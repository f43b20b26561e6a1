using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Soap.Calls;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>How an item stands in a call: as XML by its structure or by a template, or as JSON.</summary>
internal sealed record ItemSettings
{
    /// <summary>The element of an item, where it is written by its structure.</summary>
    public string Root { get; init; } = "item";

    /// <summary>The XML of an item, instead.</summary>
    public TemplateText? Template { get; init; }

    /// <summary>Whether the item is written as JSON.</summary>
    public bool IsJson { get; init; }

    public static ItemSettings Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return new ItemSettings();
        }

        var template = reader.Text("template");
        var settings = new ItemSettings
        {
            IsJson = reader.Choice("format", "xml", "json") == "json",
            Root = reader.Text("root") ?? "item",
            Template = template is null ? null : TemplateText.Parse(template),
        };
        if (!ParameterSettings.IsName(settings.Root))
        {
            reader.Problems.Error(reader.Node("root")!.Location, $"{reader.What}: '{settings.Root}' is no name of an element.", "Use letters, digits and underscores.");
        }

        if (settings.Template is { } xml && !MarkupText.IsMarkup(xml.Fill(new TemplateValues(default, TimeZoneInfo.Utc), markup: true)))
        {
            reader.Problems.Error(reader.Node("template")!.Location, $"{reader.What}: 'template' is not well formed XML.", "Close every element.");
        }

        foreach (var name in settings.Template?.Names.Where(n => !SoapSink.ItemNames.Contains(n) && !n.StartsWith("item.", StringComparison.Ordinal) && n != "now").Distinct() ?? [])
        {
            reader.Problems.Error(
                reader.Node("template")!.Location, $"{reader.What}: unknown placeholder '{{{name}}}'.", $"Known: {{item.<field>}}, {string.Join(", ", SoapSink.ItemNames.Select(n => $"{{{n}}}"))}, {{now}}.");
        }

        reader.Finish();
        return settings;
    }
}
