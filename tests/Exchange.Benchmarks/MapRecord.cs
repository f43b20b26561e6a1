using System.Text;
using BenchmarkDotNet.Attributes;
using Exchange.Mapping;

namespace Exchange.Benchmarks;

/// <summary>One record of 25 fields and 1 KB: the compiled mapping against the same mapping written by hand.</summary>
[MemoryDiagnoser]
public class MapRecord : IDisposable
{
    private readonly byte[] _record = Encoding.UTF8.GetBytes(BenchMappings.Record);
    private readonly BenchMappings _files = new(1);
    private CompiledMapping _mapping = null!;

    [GlobalSetup]
    public void Compile()
    {
        _mapping = _files.Compile().All[0];
        var (hand, compiled) = (HandWritten.Map(_record), _mapping.Map(_record));
        if (!compiled.Ok || !hand.Span.SequenceEqual(compiled.Content.Span))
        {
            throw new InvalidOperationException($"They do not do the same.\n{Encoding.UTF8.GetString(hand.Span)}\n{Encoding.UTF8.GetString(compiled.Content.Span)}\n{string.Join('\n', compiled.Errors)}");
        }
    }

    [Benchmark(Baseline = true)]
    public int ByHand() => HandWritten.Map(_record).Length;

    [Benchmark]
    public int Compiled() => _mapping.Map(_record).Content.Length;

    public void Dispose() => _files.Dispose();
}
