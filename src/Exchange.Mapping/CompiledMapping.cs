using System.Collections.Concurrent;
using System.Text;
using Exchange.Mapping.Plans;
using Exchange.Mapping.Sources;

namespace Exchange.Mapping;

/// <summary>A mapping, ready to map records on any number of threads.</summary>
public sealed class CompiledMapping
{
    private readonly ScopePlan[] _scopes;
    private readonly TextNode? _texts;
    private readonly ConcurrentQueue<MapRun> _runs = new();

    internal CompiledMapping(string id, string file, string from, string to, string part, bool outbound, string revision, ScopePlan[] scopes, TextNode? texts)
    {
        Id = id;
        File = file;
        From = from;
        To = to;
        Part = part;
        Outbound = outbound;
        Revision = revision;
        _scopes = scopes;
        _texts = texts;
        EssentialSources = scopes[0].Fields.Where(f => f.Essential).Select(f => f.SourcePath).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The id: folder and file name, <c>provincial-hall/cases</c>.</summary>
    public string Id { get; }

    /// <summary>The file, as an engineer would type it.</summary>
    public string File { get; }

    /// <summary>What is mapped: a stream, or <c>case/v1</c>.</summary>
    public string From { get; }

    /// <summary>What it is mapped to: <c>case/v1</c> with a part, or a target's items.</summary>
    public string To { get; }

    /// <summary>The part of a case it makes: <c>case</c>, <c>event</c>, <c>result</c> …; empty for an outbound mapping.</summary>
    public string Part { get; }

    /// <summary>Whether it maps cases to a target's items.</summary>
    public bool Outbound { get; }

    /// <summary>The hex digest of what decides the result: the mapping and the code tables it names, not comments or layout.</summary>
    public string Revision { get; }

    /// <summary>The paths of the source that status and item come from.</summary>
    public IReadOnlySet<string> EssentialSources { get; }

    /// <summary>Whether it reads a path of the record, positions and the items of lists aside.</summary>
    public bool Reads(string path)
    {
        SourceNode? node = _scopes[0].Source;
        foreach (var name in path.Split('.'))
        {
            node = node?.Find(Encoding.UTF8.GetBytes(name));
        }

        return node is not null;
    }

    /// <summary>Maps one record, UTF-8 JSON. Never throws for bad data.</summary>
    /// <param name="json">The record.</param>
    /// <param name="unknownCodesWarn">Whether a code in no table leaves its field empty, where the field is neither required nor status or item.</param>
    public MappingOutcome Map(ReadOnlyMemory<byte> json, bool unknownCodesWarn = false)
    {
        if (!_runs.TryDequeue(out var run))
        {
            run = new MapRun(_scopes[0], _scopes, _texts);
        }

        run.UnknownCodesWarn = unknownCodesWarn;
        var outcome = run.Map(json);
        _runs.Enqueue(run);
        return outcome;
    }
}
