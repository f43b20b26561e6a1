using Exchange.Abstractions.Configuration;

namespace Exchange.Pipeline.Drift;

/// <summary>What a stream says about drift; what it leaves out is a warning, and an unknown code goes to quarantine.</summary>
public sealed class DriftContract
{
    private static readonly (string Key, DriftKind Kind)[] Kinds =
        [("newField", DriftKind.NewField), ("missingField", DriftKind.MissingField), ("changedType", DriftKind.ChangedType), ("unknownCode", DriftKind.UnknownCode)];

    private static readonly string[] Actions = ["warn", "quarantine", "stop"];

    private readonly DriftAction[] _actions = [DriftAction.Warn, DriftAction.Warn, DriftAction.Warn, DriftAction.Quarantine];

    private DriftContract()
    {
    }

    /// <summary>What is to be done about a kind of drift.</summary>
    public DriftAction this[DriftKind kind] => _actions[(int)kind];

    /// <summary>The contract of a stream's pairs, which have been judged.</summary>
    public static DriftContract Of(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var contract = new DriftContract();
        foreach (var (key, action) in pairs)
        {
            var kind = Array.Find(Kinds, k => k.Key == key);
            if (kind.Key is not null && Array.IndexOf(Actions, action) is >= 0 and var index)
            {
                contract._actions[(int)kind.Kind] = (DriftAction)index;
            }
        }

        return contract;
    }

    /// <summary>Reports what is no contract.</summary>
    /// <param name="what">The stream, for messages.</param>
    /// <param name="pairs">The pairs as written.</param>
    /// <param name="location">Where they stand.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Judge(string what, IReadOnlyList<KeyValuePair<string, string>> pairs, SourceLocation location, ProblemList problems)
    {
        foreach (var (key, action) in pairs)
        {
            if (!Array.Exists(Kinds, k => k.Key == key))
            {
                var nearest = NearestKey.Find(key, Kinds.Select(k => k.Key));
                problems.Error(
                    location, $"{what}: 'contract' knows no '{key}'.", (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"Known: {string.Join(", ", Kinds.Select(k => k.Key))}.");
            }
            else if (!Actions.Contains(action))
            {
                problems.Error(location, $"{what}: the contract's '{key}' is '{action}'.", $"Write one of {string.Join(", ", Actions)}.");
            }
        }
    }

    /// <summary>The name of a kind in files and views.</summary>
    public static string NameOf(DriftKind kind) => Kinds[(int)kind].Key;
}
