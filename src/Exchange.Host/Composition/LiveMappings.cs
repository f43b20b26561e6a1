using Exchange.Abstractions.Configuration;
using Exchange.Mapping;
using Exchange.Pipeline.Connectors;

namespace Exchange.Host.Composition;

/// <summary>
/// The mappings and code tables of a hub at work: read again where their files have changed, so that a mended table counts at
/// the next run. A mapping that has errors now stays as it was in force, and the log says why.
/// </summary>
internal sealed partial class LiveMappings : IMappingSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<string> _roots;
    private readonly Func<string, TimeZoneInfo?> _zoneOf;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CompiledMapping> _inForce;
    private string _seen;
    private long _lookedAt;

    /// <param name="files">The files as they were read at the start.</param>
    /// <param name="logger">The log.</param>
    public LiveMappings(HubFiles files, ILogger logger)
    {
        _roots = files.Home.Roots;
        _zoneOf = id => files.Connectors.FirstOrDefault(c => c.Id == id)?.Resolved?.TimeZone;
        _time = files.Time;
        _logger = logger;
        _inForce = files.Mappings.All.ToDictionary(m => m.Id, StringComparer.Ordinal);
        _seen = Fingerprint();
        _lookedAt = _time.GetTimestamp();
    }

    /// <inheritdoc/>
    public CompiledMapping? Find(string id)
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_lookedAt) > Pause)
            {
                _lookedAt = _time.GetTimestamp();
                Refresh();
            }

            return _inForce.GetValueOrDefault(id);
        }
    }

    private void Refresh()
    {
        var found = Fingerprint();
        if (found == _seen)
        {
            return;
        }

        _seen = found;
        var problems = new ProblemList();
        var catalog = MappingCatalog.Load(_roots, problems, _zoneOf);
        foreach (var mapping in catalog.All)
        {
            _inForce[mapping.Id] = mapping;
        }

        Reloaded(_logger, catalog.All.Count);
        foreach (var problem in problems.Items.Where(p => p.Severity == ProblemSeverity.Error))
        {
            NotReloaded(_logger, problem.Location.File, problem.Location.Line, problem.Message);
        }
    }

    private string Fingerprint()
    {
        var hash = new HashCode();
        foreach (var file in _roots.Select(r => Path.Combine(r, "mappings")).Where(Directory.Exists)
            .SelectMany(d => new DirectoryInfo(d).EnumerateFiles("*", SearchOption.AllDirectories)).OrderBy(f => f.FullName, StringComparer.Ordinal))
        {
            hash.Add(file.FullName, StringComparer.Ordinal);
            hash.Add(file.LastWriteTimeUtc);
            hash.Add(file.Length);
        }

        return hash.ToHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [LoggerMessage(EventId = 3010, EventName = "MappingsReloaded", Level = LogLevel.Information, Message = "Mappings and code tables have changed and were read again: {Count} mappings in force")]
    private static partial void Reloaded(ILogger logger, int count);

    [LoggerMessage(EventId = 3011, EventName = "MappingsNotReloaded", Level = LogLevel.Error, Message = "A mapping or code table has an error, so what was in force of it stays: {File}:{Line}: {Problem}")]
    private static partial void NotReloaded(ILogger logger, string file, int line, string problem);
}
