using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Codes;

/// <summary>A row of a code table.</summary>
/// <param name="Raw">The code in the system.</param>
/// <param name="Canonical">The canonical word, or the code of another register.</param>
/// <param name="From">The first day it is valid; <see langword="null"/> for always.</param>
/// <param name="To">The last day it is valid; <see langword="null"/> for ever.</param>
/// <param name="Location">Where the row stands.</param>
/// <param name="Direction">Which end of a scale is the best; empty where the codes are none, or nobody says.</param>
internal sealed record CodeRow(string Raw, string Canonical, DateOnly? From, DateOnly? To, SourceLocation Location, string Direction = "")
{
    /// <summary>The lowest code is the best.</summary>
    public const string LowIsBest = "low-is-best";

    /// <summary>The highest code is the best.</summary>
    public const string HighIsBest = "high-is-best";

    /// <summary>Whether the row has a validity at all.</summary>
    public bool Dated => From is not null || To is not null;

    public bool ValidOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    public bool Overlaps(CodeRow other) =>
        (From is null || other.To is null || From <= other.To) && (other.From is null || To is null || other.From <= To);
}
