using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>A parameter of an operation.</summary>
internal sealed record ParameterSettings
{
    public required string Name { get; init; }

    public required TemplateText Text { get; init; }

    /// <summary>Whether the text is XML, so that the values in it are escaped for it.</summary>
    public bool Markup { get; init; }

    /// <summary>How it stands in the envelope: <c>escaped</c>, <c>cdata</c>, or <c>nodes</c> (elements of the envelope itself).</summary>
    public string As { get; init; } = "escaped";

    public static ParameterSettings? Read(ConfigEntry entry, string what, ProblemList problems)
    {
        if (!IsName(entry.Key))
        {
            problems.Error(entry.KeyLocation, $"{what}: '{entry.Key}' is no name of an element.", "Use letters, digits and underscores.");
        }

        switch (entry.Value)
        {
            case ConfigScalar scalar:
                var value = scalar.Value ?? "";
                var read = new ParameterSettings { Name = entry.Key, Text = TemplateText.Parse(value), Markup = value.TrimStart().StartsWith('<') };
                Check(read, entry.Value.Location, what, problems);
                return read;
            case ConfigMap map:
                return Read(entry.Key, new ConfigReader(map, $"{what}: {entry.Key}", problems));
            default:
                problems.Error(entry.Value.Location, $"{what}: '{entry.Key}' is a list.", "Write a text, or { xml: …, as: escaped | cdata | nodes }.");
                return null;
        }
    }

    private static ParameterSettings Read(string name, ConfigReader reader)
    {
        var xml = reader.Text("xml");
        var text = reader.Text("text");
        var read = new ParameterSettings
        {
            Name = name,
            Text = TemplateText.Parse(xml ?? text ?? ""),
            Markup = xml is not null,
            As = reader.Choice("as", "escaped", "cdata", "nodes"),
        };
        if (xml is null == text is null)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: give one of 'xml' and 'text'.", "Write { xml: \"<a>{cursor}</a>\", as: cdata } or { text: \"{cursor}\" }.");
        }
        else if (text is not null && read.As == "nodes")
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: a text is no element.", "Write 'xml:', or 'as: escaped'.");
        }

        Check(read, reader.Map.Location, reader.What, reader.Problems);
        reader.Finish();
        return read;
    }

    private static void Check(ParameterSettings read, SourceLocation place, string what, ProblemList problems)
    {
        if (read.Markup && !MarkupText.IsMarkup(read.Text.Fill(new TemplateValues(default, TimeZoneInfo.Utc), markup: true)))
        {
            problems.Error(place, $"{what}: '{read.Name}' is not well formed XML.", "Close every element; write a text that only begins with '<' as { text: … }.");
        }
    }

    internal static bool IsName(string name) => name.Length is > 0 and <= 200 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');
}
