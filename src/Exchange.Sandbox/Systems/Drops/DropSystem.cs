namespace Exchange.Sandbox.Systems.Drops;

/// <summary>A system that uploads files: each of its records stands in one, and a record that changed brings its whole file once more.</summary>
internal abstract class DropSystem(string id) : SimulatedSystem(id)
{
    /// <summary>The field of a body that names the file; no column of it.</summary>
    public const string File = "_file";

    /// <summary>The field of a body that orders the lines of a file; no column of it.</summary>
    public const string Line = "_line";

    /// <summary>Where it uploads to.</summary>
    protected DropFolder Folder { get; private set; } = null!;

    /// <summary>The feed all of its records are in.</summary>
    protected abstract string Feed { get; }

    /// <summary>Writes a file.</summary>
    protected abstract DropFile Write(string name, IReadOnlyList<FeedRecord> lines);

    /// <summary>Called once the files of the start are there.</summary>
    protected virtual Task UploadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        Folder = new DropFolder(Around.Home, Id);
        Book.Changed = UploadAsync;
        return base.PrepareAsync(entries, cancellationToken);
    }

    private async Task UploadAsync(IReadOnlyList<Entry> changed, CancellationToken cancellationToken)
    {
        var names = changed.SelectMany(e => e.Records).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var files = Book.Feed(Feed).All.Where(r => names.Contains(NameOf(r))).GroupBy(NameOf, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
        await Folder.UploadAsync(files.Select(f => Write(f.Key, [.. f.OrderBy(r => (int)r.Body[Line]!)])), cancellationToken);
        await UploadedAsync(cancellationToken);
    }

    private static string NameOf(FeedRecord record) => (string)record.Body[File]!;
}
