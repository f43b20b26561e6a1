namespace Exchange.Mapping.Coverage;

/// <summary>The codes without a row that records held.</summary>
internal sealed class SeenCodes
{
    /// <summary>In how many records each was.</summary>
    public SortedDictionary<(string Field, string Value), int> Unmapped { get; } = [];

    /// <summary>Adds what a mapping made of a record.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="meant">Fields whose unmapped code is meant: a test of that very error.</param>
    public void Add(MappingOutcome? outcome, IEnumerable<string> meant)
    {
        var intended = meant.ToArray();
        foreach (var error in (outcome?.Errors ?? []).Concat(outcome?.Warnings ?? []).Where(e => e.Reason == FieldReasons.UnmappedCode))
        {
            if (!Array.Exists(intended, m => m == error.Field || error.Field.EndsWith("." + m, StringComparison.Ordinal) || m == "case." + error.Field))
            {
                var key = (error.Field, error.Value ?? "");
                Unmapped[key] = Unmapped.GetValueOrDefault(key) + 1;
            }
        }
    }
}
