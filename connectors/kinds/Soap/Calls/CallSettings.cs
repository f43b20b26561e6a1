using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>A call: <c>call: { operation, soapAction, parameters }</c>, or a whole <c>envelope</c>.</summary>
internal sealed record CallSettings
{
    public required string Operation { get; init; }

    public string? Action { get; init; }

    /// <summary>The name space of this operation, where it differs from that of the service.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the parameters are in the name space of the operation. Default true.</summary>
    public bool Qualified { get; init; } = true;

    public IReadOnlyList<ParameterSettings> Parameters { get; init; } = [];

    /// <summary>The whole envelope, instead of operation and parameters.</summary>
    public TemplateText? Envelope { get; init; }

    public SignatureSettings? Signature { get; init; }

    /// <summary>Every placeholder the call uses.</summary>
    public IEnumerable<string> Used => Parameters.SelectMany(p => p.Text.Names)
        .Concat(Envelope?.Names ?? [])
        .Concat(Signature?.Message.Names ?? []);

    /// <summary>Reads the section of a key.</summary>
    /// <param name="parent">What the call belongs to.</param>
    /// <param name="key">The key.</param>
    /// <param name="known">The placeholders it may use.</param>
    public static CallSettings? Read(ConfigReader parent, string key, IReadOnlyList<string> known)
    {
        if (parent.Section(key) is not { } reader)
        {
            if (!parent.Has(key))
            {
                parent.Problems.Error(parent.Map.Location, $"{parent.What}: '{key}' is missing.", $"Add '{key}: {{ operation: …, parameters: {{ … }} }}'.");
            }

            return null;
        }

        var call = ReadFrom(reader, known);
        reader.Finish();
        return call;
    }

    /// <summary>Reads a call whose keys stand among others.</summary>
    public static CallSettings ReadFrom(ConfigReader reader, IReadOnlyList<string> known)
    {
        var envelope = reader.Text("envelope");
        var parameters = reader.Section("parameters");
        var call = new CallSettings
        {
            Operation = envelope is null ? reader.RequiredText("operation") : reader.Text("operation") ?? "",
            Action = reader.Text("soapAction"),
            Namespace = reader.Text("namespace"),
            Qualified = reader.Flag("qualified", true),
            Parameters = parameters is null ? [] : [.. parameters.Map.Entries.Select(e => ParameterSettings.Read(e, parameters.What, reader.Problems)).OfType<ParameterSettings>()],
            Envelope = envelope is null ? null : TemplateText.Parse(envelope),
            Signature = SignatureSettings.Read(reader.Section("signature")),
        };
        if (envelope is null && call.Operation.Length > 0 && !ParameterSettings.IsName(call.Operation))
        {
            reader.Problems.Error(reader.Node("operation")!.Location, $"{reader.What}: '{call.Operation}' is no name of an operation.", "Use letters, digits and underscores.");
        }

        call.Check(reader, known);
        return call;
    }

    private void Check(ConfigReader reader, IReadOnlyList<string> known)
    {
        if (Envelope is { } envelope)
        {
            if (Parameters.Count > 0)
            {
                reader.Problems.Error(reader.Map.Location, $"{reader.What}: both 'envelope' and 'parameters' are given.", "Keep one of them.");
            }

            if (!MarkupText.IsMarkup(envelope.Fill(new TemplateValues(default, TimeZoneInfo.Utc), markup: true)))
            {
                reader.Problems.Error(reader.Node("envelope")!.Location, $"{reader.What}: 'envelope' is not well formed XML.", "Close every element and declare its prefixes.");
            }
        }

        string[] all = [.. known, "now", "session", .. Signature is null ? [] : new[] { "signature" }, .. Envelope is null ? [] : new[] { "security" }];
        foreach (var name in Used.Distinct().Where(n => !all.Contains(n) && !(known.Contains("item") && n.StartsWith("item.", StringComparison.Ordinal))))
        {
            var nearest = NearestKey.Find(name, all);
            reader.Problems.Error(
                reader.Map.Location,
                $"{reader.What}: unknown placeholder '{{{name}}}'.",
                nearest is null ? $"Known: {string.Join(", ", all.Select(n => $"{{{n}}}"))}." : $"Did you mean '{{{nearest}}}'?");
        }
    }
}
