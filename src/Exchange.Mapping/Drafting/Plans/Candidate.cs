using Exchange.Mapping.Drafting.Names;
using Exchange.Mapping.Drafting.Samples;
using Exchange.Mapping.Drafting.Values;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Plans;

/// <summary>A field of the source that could be a field of the case.</summary>
internal sealed record Candidate(SampleField Source, ValueFacts Facts, NameMatch Match, SchemaField Field, string Target, double Score, string Seen)
{
    /// <summary>Whether the values alone prove what they are.</summary>
    public string Reason => Seen.Length == 0 ? $"the name reads {Match.Reason}" : $"the name reads {Match.Reason}; {Seen}";
}
