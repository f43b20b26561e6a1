using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Reading;

/// <summary>How far a read has come: by time, by version, or not at all where the stream keeps no cursor.</summary>
/// <param name="By">How the stream is selected.</param>
internal sealed record ReadProgress(Selection By)
{
    /// <summary>The window of a read by time; its bounds serve the others too.</summary>
    public WindowCursor Window { get; init; } = new();

    /// <summary>The cursor of a read by version.</summary>
    public VersionCursor Version { get; init; } = new(null, null);

    /// <summary>The place of the version in a position.</summary>
    private const int VersionPlace = 0;

    /// <summary>Whether a read that was cut off goes on.</summary>
    public bool Resumes => By == Selection.Version ? Version.Page is not null : Window.InProgress;

    /// <summary>Whether a read was ever completed.</summary>
    public bool Reached => By == Selection.Version ? Version.At is not null : Window.At is not null;

    /// <summary>The cursor to store; <see langword="null"/> where the stream keeps none.</summary>
    public string? Text => By switch
    {
        Selection.Watermark => Window.ToString(),
        Selection.Version => Version.ToString(),
        _ => null,
    };

    /// <summary>The position to go on with.</summary>
    /// <param name="columns">How many values it must have.</param>
    public IReadOnlyList<string?>? Position(int columns)
    {
        if (By == Selection.Version)
        {
            return Version.Page?.Count == columns ? Version.Page : null;
        }

        if (Window.Page is not { } page)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<string?[]>(page) is { } position && position.Length == columns ? position : null;
        }
        catch (JsonException)
        {
            // Written for another order of the stream: the window is read from its start.
            return null;
        }
    }

    /// <summary>Takes a record's version into account.</summary>
    public ReadProgress See(DateTimeOffset? version) => By == Selection.Watermark ? this with { Window = Window.See(version) } : this;

    /// <summary>After a page that is not the last.</summary>
    public ReadProgress GoOn(IReadOnlyList<string?>? position) => By switch
    {
        Selection.Watermark => this with { Window = Window with { Page = JsonSerializer.Serialize(position) } },
        Selection.Version => this with { Version = Version with { Page = position } },
        _ => this,
    };

    /// <summary>After the last page.</summary>
    public ReadProgress Complete(IReadOnlyList<string?>? position) => By switch
    {
        Selection.Watermark => this with { Window = Window.Complete() },
        Selection.Version => this with { Version = new VersionCursor(Higher(position?[VersionPlace] ?? Version.Page?[VersionPlace], Version.At), null) },
        _ => this,
    };

    // A source set back, or a read that showed only what was seen before, does not take the cursor back.
    private static string? Higher(string? seen, string? stored) =>
        seen is null || stored is null ? seen ?? stored
        : decimal.TryParse(seen, System.Globalization.CultureInfo.InvariantCulture, out var a) && decimal.TryParse(stored, System.Globalization.CultureInfo.InvariantCulture, out var b) ? (a >= b ? seen : stored)
        : string.CompareOrdinal(seen, stored) >= 0 ? seen : stored;
}
