using System.Collections.Frozen;
using Exchange.Schema.Cases;

namespace Exchange.Schema.States;

/// <summary>
/// Which state of a case may follow which. A source is looked at from time to time, so what is seen of a case may leave out
/// states it went through: <see cref="CanReach"/> allows for that.
/// </summary>
public static class CaseStateMachine
{
    private static readonly string[] Ended = ["withdrawn", "void"];

    private static readonly FrozenDictionary<string, string[]> Transitions = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["draft"] = ["submitted", .. Ended],
        ["submitted"] = ["pre-rejected", "received", .. Ended],
        ["pre-rejected"] = ["submitted", "received", .. Ended],
        ["received"] = ["supplement-requested", "accepted", "not-accepted", .. Ended],
        ["supplement-requested"] = ["supplemented", "not-accepted", .. Ended],
        ["supplemented"] = ["supplement-requested", "accepted", "not-accepted", .. Ended],
        ["accepted"] = ["in-process", .. Ended],
        ["not-accepted"] = [],
        ["in-process"] = ["suspended", "decided", .. Ended],
        ["suspended"] = ["in-process", .. Ended],
        ["decided"] = ["done", .. Ended],
        ["done"] = ["delivered"],
        ["delivered"] = ["evaluated"],
        ["evaluated"] = [],
        ["withdrawn"] = [],
        ["void"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Reachable =
        CaseStatus.All.ToFrozenDictionary(s => s, Follow, StringComparer.Ordinal);

    /// <summary>The states that may come right after one; empty at an end and for a word that is not a state.</summary>
    public static IReadOnlyList<string> After(string state) => Transitions.TryGetValue(state, out var next) ? next : [];

    /// <summary>Whether a state may come right after another. A state that stays is no transition.</summary>
    public static bool CanFollow(string from, string to) => After(from).Contains(to, StringComparer.Ordinal);

    /// <summary>Whether a case seen in one state may be seen in another next: the same, the one right after, or one further on.</summary>
    public static bool CanReach(string from, string to) =>
        from == to ? Transitions.ContainsKey(from) : Reachable.TryGetValue(from, out var states) && states.Contains(to);

    /// <summary>Whether a case in this state can no longer be withdrawn, because it has been decided for good or has ended.</summary>
    public static bool IsFinal(string state) => Transitions.TryGetValue(state, out var next) && !next.Contains("withdrawn", StringComparer.Ordinal);

    private static FrozenSet<string> Follow(string state)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(Transitions[state]);
        while (open.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                foreach (var further in Transitions[next])
                {
                    open.Enqueue(further);
                }
            }
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
