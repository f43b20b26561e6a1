using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;

namespace Exchange.Mapping.CodeQueue;

/// <summary>Looks codes up in the files as they are now.</summary>
/// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
public sealed class CodeLookup(IReadOnlyList<string> roots)
{
    private readonly CodeFiles _files = new(roots, new ProblemList());

    /// <summary>The canonical word of a code, whatever its validity; <see langword="null"/> where it has no row.</summary>
    public string? Canonical(string system, string table, string raw) => _files.Find(system, table)?.Rows.FirstOrDefault(r => r.Raw == raw)?.Canonical;
}
