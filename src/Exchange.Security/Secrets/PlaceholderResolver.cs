using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;

namespace Exchange.Security.Secrets;

/// <summary>
/// Replaces <c>${setting:x}</c>, <c>${secret:x}</c> and <c>${env:X}</c> in values, several in one value too, with a default
/// after a bar: <c>${setting:x|10}</c>. <c>$${</c> stands for <c>${</c> itself. Keys are left as they are.
/// </summary>
/// <param name="source">Where secrets and settings come from.</param>
public sealed class PlaceholderResolver(ISecretSource source)
{
    private const string Opening = "${";

    /// <summary>Resolves every value of a tree and reports all that are missing at once.</summary>
    /// <param name="map">The tree; it stays as it is.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The tree with values; a missing one is empty.</returns>
    public ConfigMap Resolve(ConfigMap map, ProblemList problems) =>
        new(map.Location, [.. map.Entries.Select(e => e with { Value = Node(e.Value, problems) })]);

    /// <summary>Resolves one text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="location">Its place, for problems.</param>
    /// <param name="problems">Where problems go.</param>
    public string Resolve(string text, SourceLocation location, ProblemList problems)
    {
        var at = text.IndexOf(Opening, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var resolved = new StringBuilder();
        var done = 0;
        while (at >= 0)
        {
            resolved.Append(text, done, at - done);
            if (at > 0 && text[at - 1] == '$')
            {
                resolved.Length--;
                resolved.Append(Opening);
                done = at + Opening.Length;
            }
            else
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                {
                    problems.Error(location, $"A placeholder is not closed: '{Shown(text[at..])}'.", "Write ${setting:name}, with the closing brace.");
                    return resolved.Append(text, at, text.Length - at).ToString();
                }

                resolved.Append(Value(text[(at + Opening.Length)..end], location, problems));
                done = end + 1;
            }

            at = text.IndexOf(Opening, done, StringComparison.Ordinal);
        }

        return resolved.Append(text, done, text.Length - done).ToString();
    }

    private ConfigNode Node(ConfigNode node, ProblemList problems) => node switch
    {
        ConfigMap map => Resolve(map, problems),
        ConfigList list => new ConfigList(list.Location, [.. list.Items.Select(i => Node(i, problems))]),
        ConfigScalar { Value: { } value } scalar when value.Contains(Opening, StringComparison.Ordinal) =>
            new ConfigScalar(scalar.Location, Resolve(value, scalar.Location, problems), scalar.Quoted),
        _ => node,
    };

    private string Value(string placeholder, SourceLocation location, ProblemList problems)
    {
        var bar = placeholder.IndexOf('|', StringComparison.Ordinal);
        var byDefault = bar < 0 ? null : placeholder[(bar + 1)..];
        var reference = bar < 0 ? placeholder : placeholder[..bar];
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? reference : reference[..colon].Trim();
        var name = colon < 0 ? "" : reference[(colon + 1)..].Trim();
        if (kind is not ("setting" or "secret" or "env") || !SecretName.IsValid(name))
        {
            problems.Error(
                location,
                $"'${{{Shown(placeholder)}}}' is not a placeholder.",
                "Write ${setting:name}, ${secret:name} or ${env:NAME}; for a literal ${ write $${.");
            return "";
        }

        var value = kind switch
        {
            "setting" => source.Setting(name),
            "secret" => source.Secret(name),
            _ => Environment.GetEnvironmentVariable(name),
        };
        if (value is null && byDefault is null)
        {
            problems.Error(location, $"The {What(kind)} '{name}' is not set.", Remedy(kind, name));
        }

        return value ?? byDefault ?? "";
    }

    private static string What(string kind) => kind == "env" ? "environment variable" : kind;

    private static string Remedy(string kind, string name) => kind switch
    {
        "setting" => $"Run: exchange settings set {name} <value>  (or set {SecretName.Variable("EXCHANGE_SETTING_", name)})",
        "secret" => $"Run: exchange secret set {name}  (or set {SecretName.Variable("EXCHANGE_SECRET_", name)})",
        _ => $"Set {name} in the environment of the hub, or give a default: ${{env:{name}|value}}",
    };

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
