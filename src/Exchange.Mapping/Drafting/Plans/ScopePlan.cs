using Exchange.Mapping.Drafting.Samples;

namespace Exchange.Mapping.Drafting.Plans;

/// <summary>What is proposed for the fields of a scope, and what is not known.</summary>
/// <param name="Part">The part of a case the scope is.</param>
/// <param name="List">The list of the case its items go to; empty at the root.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Chosen">The proposals, in schema order.</param>
/// <param name="Gaps">What stays open.</param>
/// <param name="Lists">The lists below.</param>
internal sealed record ScopePlan(string Part, string List, SampleScope Scope, IReadOnlyList<Candidate> Chosen, IReadOnlyList<DraftGap> Gaps, IReadOnlyList<ScopePlan> Lists);
