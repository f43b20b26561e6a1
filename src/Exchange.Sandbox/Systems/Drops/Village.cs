using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>A village that keeps lists of its own.</summary>
/// <param name="Town">Its town.</param>
/// <param name="Name">Its name.</param>
internal sealed record Village(Town Town, string Name)
{
    public static IReadOnlyList<Village> All { get; } = [.. Town.All.SelectMany(t => t.Places.Select(p => new Village(t, p)))];

    /// <summary>The village an entry belongs to.</summary>
    public static Village Of(int number) => All[number % All.Count];

    /// <summary>The number of an entry in the lists of its village.</summary>
    public static int Line(int number) => number / All.Count + 1;
}
