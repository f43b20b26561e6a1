using Exchange.Mapping;

namespace Exchange.Pipeline.Connectors;

/// <summary>The mappings in force.</summary>
public interface IMappingSource
{
    /// <summary>The mapping of an id as its files are now; <see langword="null"/> where there is none without errors.</summary>
    CompiledMapping? Find(string id);
}
