using System.Globalization;
using System.Text.Json.Nodes;

namespace Exchange.Pipeline.Registry;

/// <summary>
/// Joins what several contributions say in one list of a case. Elements of different streams with the same key (and kind, where
/// the list has kinds) are one element, told by several records: the start of a pause and its end. Elements of one stream are
/// always different ones, since each is a record of its own. Elements without a key are the same where all they say is.
/// </summary>
internal static class CaseList
{
    private static readonly string[] Times = ["startedAt", "at", "issuedAt", "sentAt", "paidAt", "validFrom", "finishedAt", "receivedAt", "endedAt"];

    /// <summary>The list, its elements in the order of their times.</summary>
    /// <param name="name">The name of the list; a system may have the last word on it.</param>
    /// <param name="ordered">The contributions, in an order that does not depend on their arrival.</param>
    public static JsonArray Join(string name, IReadOnlyList<(OpenContribution Contribution, JsonObject Document)> ordered)
    {
        var elements = new Dictionary<(string Identity, int Number), JsonObject>();
        var seen = new Dictionary<(string Source, string Identity), int>();
        var kinds = Kinds(name, ordered);
        foreach (var (contribution, document) in ordered.OrderBy(o => o.Contribution.Authority.Contains(name, StringComparer.Ordinal) ? 0 : 1))
        {
            foreach (var item in document[name] as JsonArray ?? [])
            {
                if (item is not JsonObject said)
                {
                    continue;
                }

                var identity = Identity(said, kinds);
                var number = seen.GetValueOrDefault((contribution.Source, identity));
                seen[(contribution.Source, identity)] = number + 1;
                if (elements.TryGetValue((identity, number), out var known))
                {
                    CaseAssembly.Fill(known, said);
                }
                else
                {
                    elements[(identity, number)] = (JsonObject)said.DeepClone();
                }
            }
        }

        var sorted = elements.Values
            .OrderBy(Time, StringComparer.Ordinal)
            .ThenBy(e => Text(e, "key"), StringComparer.Ordinal)
            .ThenBy(e => e.ToJsonString(), StringComparer.Ordinal);
        return new JsonArray([.. sorted]);
    }

    // The record of an end often does not repeat the kind: it is that of the one beginning with its key.
    private static Dictionary<string, string> Kinds(string name, IReadOnlyList<(OpenContribution Contribution, JsonObject Document)> ordered) =>
        ordered.SelectMany(o => o.Document[name] as JsonArray ?? []).OfType<JsonObject>()
            .Where(e => Text(e, "kind").Length > 0)
            .GroupBy(e => Text(e, "key"), e => Text(e, "kind"), StringComparer.Ordinal)
            .Where(g => g.Distinct(StringComparer.Ordinal).Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static string Identity(JsonObject element, Dictionary<string, string> kinds)
    {
        var key = Text(element, "key");
        var kind = Text(element, "kind") is { Length: > 0 } told ? told : kinds.GetValueOrDefault(key, "");
        return key.Length == 0 ? "=" + element.ToJsonString() : $"{kind}#{key}";
    }

    private static string Text(JsonObject element, string name) => element[name] is JsonValue value ? value.ToString() : "";

    // As an instant, so that two offsets do not decide the order.
    private static string Time(JsonObject element)
    {
        foreach (var name in Times)
        {
            if (Text(element, name) is { Length: > 0 } text)
            {
                return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                    ? at.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)
                    : text;
            }
        }

        return "";
    }
}
