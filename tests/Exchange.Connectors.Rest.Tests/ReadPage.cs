using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>A page with the JSON of its records, which outlives it.</summary>
internal sealed record ReadPage(SourcePage Page, IReadOnlyList<string> Json);
