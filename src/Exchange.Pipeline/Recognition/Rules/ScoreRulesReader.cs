using Exchange.Abstractions.Configuration;
using Exchange.Pipeline.Recognition.Scoring;

namespace Exchange.Pipeline.Recognition.Rules;

/// <summary>Reads <c>score</c> of the rules.</summary>
internal static class ScoreRulesReader
{
    private static readonly string[] Parts = ["document", "documentParts", "phone", "name", "nameParts", "address", "item", "department", "born", "project"];

    public static ScoreRules Read(ConfigReader root)
    {
        if (root.Section("score") is not { } reader)
        {
            if (!root.Has("score"))
            {
                root.Problems.Error(root.Map.Location, $"{root.What}: 'score' is missing.", "Add 'score:' with link, candidate, blocking, who and what.");
            }

            return new ScoreRules { Blocking = new BlockingRules { Keys = [] } };
        }

        var who = reader.Section("who");
        var what = reader.Section("what");
        var rules = new ScoreRules
        {
            Window = reader.Integer("window", 5, 0, 60),
            Link = Required(reader, "link"),
            Candidate = Required(reader, "candidate"),
            Margin = NumberReader.Read(reader, "margin", 2),
            Spread = NumberReader.Read(reader, "spread", 6),
            ReviewAll = reader.Choice("review", "doubtful", "all") == "all",
            SameSystem = reader.Choice("sameSystem", "never", "candidates") == "candidates",
            WhoCap = who is null ? double.MaxValue : NumberReader.Read(who, "most", double.MaxValue),
            Items = [.. reader.Sections("items").Select(Family)],
            Blocking = Blocking(reader),
            Holds = [.. reader.Sections("hold").Select(Hold)],
        };
        Weights(reader, who, "who", FeatureTable.Who, rules);
        Weights(reader, what, "what", FeatureTable.What, rules);
        if (!reader.Problems.HasErrors && rules.Candidate > rules.Link)
        {
            reader.Problems.Error(reader.Node("candidate")!.Location, $"{reader.What}: 'candidate' is larger than 'link'.", "Ask a person from a lower score on than you link at.");
        }

        reader.Finish();
        return rules;
    }

    private static double Required(ConfigReader reader, string key)
    {
        _ = reader.RequiredText(key);
        return NumberReader.Read(reader, key, 0);
    }

    private static ItemFamily Family(ConfigReader reader)
    {
        var family = new ItemFamily(reader.RequiredText("name"), reader.Texts("codes"), reader.Texts("names"));
        reader.Finish();
        return family;
    }

    private static BlockingRules Blocking(ConfigReader score)
    {
        if (score.Section("blocking") is not { } reader)
        {
            score.Problems.Error(score.Map.Location, $"{score.What}: 'blocking' is missing.", "List what equal cases share: blocking: { keys: [[document], [name, item]] }.");
            return new BlockingRules { Keys = [] };
        }

        var keys = new List<IReadOnlyList<BlockingPart>>();
        var empty = true;
        if (reader.Node("keys") is ConfigList list)
        {
            empty = list.Items.Count == 0 || list.Items.Any(i => i is ConfigList { Items.Count: 0 });
            foreach (var item in list.Items)
            {
                // A key is read as a map of one entry, so that a wrong word is reported where it stands.
                var one = new ConfigReader(new ConfigMap(item.Location, [new ConfigEntry("keys", item.Location, item)]), reader.What, reader.Problems);
                keys.Add(PartsOf(one.Choices("keys", Parts)));
            }
        }

        if (empty)
        {
            reader.Problems.Error(reader.Node("keys")?.Location ?? reader.Map.Location, $"{reader.What}: 'keys' has no parts.", "Write a list of lists: keys: [[document], [name, item]].");
        }

        var rules = new BlockingRules { Keys = keys, Then = PartsOf(reader.Choices("then", Parts)), Largest = reader.Integer("largest", 200, 2, 100_000) };
        reader.Finish();
        return rules;
    }

    private static List<BlockingPart> PartsOf(IReadOnlyList<string> words) =>
        [.. words.Select(w => Array.IndexOf(Parts, w)).Where(i => i >= 0).Select(i => (BlockingPart)i)];

    private static HoldRule Hold(ConfigReader reader)
    {
        var outcomes = new Dictionary<Feature, IReadOnlyList<Outcome>>();
        foreach (var feature in FeatureTable.Who.Concat(FeatureTable.What))
        {
            var possible = FeatureTable.Of(feature).Prepend(Outcome.Missing).ToList();
            var words = reader.Choices(FeatureTable.Word(feature), [.. possible.Select(FeatureTable.Word)]);
            if (words.Count > 0)
            {
                outcomes[feature] = [.. possible.Where(o => words.Contains(FeatureTable.Word(o)))];
            }
        }

        if (outcomes.Count == 0)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: it names no feature.", "Write a feature and outcomes: { document: [missing], name: [typo] }.");
        }

        reader.Finish();
        return new HoldRule(outcomes);
    }

    private static void Weights(ConfigReader score, ConfigReader? reader, string key, IEnumerable<Feature> features, ScoreRules rules)
    {
        if (reader is null)
        {
            score.Problems.Error(score.Map.Location, $"{score.What}: '{key}' is missing.", $"Add '{key}:' with the weights of its features.");
            return;
        }

        foreach (var feature in features)
        {
            if (reader.Section(FeatureTable.Word(feature)) is not { } weights)
            {
                continue;
            }

            foreach (var outcome in FeatureTable.Of(feature).Prepend(Outcome.Missing))
            {
                rules.Set(feature, outcome, NumberReader.Read(weights, FeatureTable.Word(outcome), 0));
            }

            weights.Finish();
        }

        reader.Finish();
    }
}
