using BenchmarkDotNet.Attributes;
using Exchange.Mapping;

namespace Exchange.Benchmarks;

/// <summary>A hundred mappings with their tests and code tables: lint, and compilation as at a start.</summary>
[MemoryDiagnoser]
public class HundredMappings : IDisposable
{
    private readonly BenchMappings _files = new(100);

    [Benchmark]
    public int Lint()
    {
        var (files, problems) = MappingLint.Run([_files.Root]);
        return problems.HasErrors ? throw new InvalidOperationException() : files.Count;
    }

    [Benchmark]
    public int Compile() => _files.Compile().All.Count;

    public void Dispose() => _files.Dispose();
}
