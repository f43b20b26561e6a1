namespace Exchange.Mapping.Drafting.Evaluation;

/// <summary>How well a draft did on one labelled set.</summary>
/// <param name="Id">The set.</param>
/// <param name="System">The system it is of.</param>
/// <param name="Use"><c>tuned</c>: looked at while the lexicon was written; <c>held-out</c>: written before it was tuned; <c>sealed</c>: its misses were not looked at either.</param>
/// <param name="Part">The part the records are.</param>
/// <param name="GuessedPart">The part the draft took them for.</param>
/// <param name="Mappable">Fields that have a counterpart in the shared schema.</param>
/// <param name="Found">Mappable fields with the right proposal.</param>
/// <param name="Proposed">All proposals.</param>
/// <param name="Right">Proposals that are right.</param>
/// <param name="Misses">What was missed or wrong, for people.</param>
public sealed record DraftSetResult(
    string Id, string System, string Use, string Part, string GuessedPart, int Mappable, int Found, int Proposed, int Right, IReadOnlyList<string> Misses);
