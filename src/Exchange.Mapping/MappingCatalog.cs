using System.Collections.Frozen;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping;

/// <summary>Every usable mapping under some roots.</summary>
public sealed class MappingCatalog
{
    private readonly FrozenDictionary<string, CompiledMapping> _byId;

    private MappingCatalog(IReadOnlyList<CompiledMapping> all)
    {
        All = all;
        _byId = all.ToFrozenDictionary(m => m.Id, StringComparer.Ordinal);
    }

    /// <summary>The mappings, ordered by id.</summary>
    public IReadOnlyList<CompiledMapping> All { get; }

    /// <summary>Reads and compiles all mappings. Mappings with errors are left out.</summary>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    /// <param name="problems">Where problems go.</param>
    public static MappingCatalog Load(IReadOnlyList<string> roots, ProblemList problems) => Load(roots, problems, static _ => null);

    /// <summary>Reads and compiles all mappings. Mappings with errors are left out.</summary>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="zoneOf">The time zone of a system by its id, for mappings that name none; <see langword="null"/> for Asia/Shanghai.</param>
    public static MappingCatalog Load(IReadOnlyList<string> roots, ProblemList problems, Func<string, TimeZoneInfo?> zoneOf)
    {
        var compiler = new MappingCompiler(new CodeFiles(roots, problems), zoneOf, problems);
        return new MappingCatalog([.. MappingFile.All(roots).Select(compiler.Compile).OfType<CompiledMapping>()]);
    }

    /// <summary>The mapping of an id; <see langword="null"/> where there is none without errors.</summary>
    public CompiledMapping? Find(string id) => _byId.GetValueOrDefault(id);
}
