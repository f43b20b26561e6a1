using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Testing;

namespace Exchange.Mapping;

/// <summary>The inputs of the tests beside a mapping, as examples of what it maps.</summary>
public static class MappingExamples
{
    /// <summary>The inputs of tests that expect no error, UTF-8 JSON; empty where there is no such test.</summary>
    /// <param name="id">The mapping.</param>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Inputs(string id, IReadOnlyList<string> roots)
    {
        var file = MappingFile.All(roots).FirstOrDefault(f => f.Id == id);
        return file is null || !File.Exists(file.TestsPath)
            ? []
            : [.. MappingTestFile.Read(file.TestsPath, new ProblemList()).Where(t => t.Errors.Count == 0).Select(t => (ReadOnlyMemory<byte>)YamlJson.Write(t.Input))];
    }
}
