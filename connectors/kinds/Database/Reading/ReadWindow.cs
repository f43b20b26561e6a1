using System.Globalization;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database.Reading;

/// <summary>What one read asks for: where it begins, where it ends, and what its first page selects.</summary>
internal sealed class ReadWindow(DatabaseStream stream, ReadRequest request, TimeZoneInfo zone)
{
    private static readonly TimeSpan Plausible = TimeSpan.FromDays(1);

    /// <summary>Whether a window of the past is read, which moves no cursor.</summary>
    public bool Backfill { get; } = request.From is not null || request.To is not null;

    // A query that names {from} needs one.
    private DateTimeOffset? Earliest => stream.Query is not null && stream.By == Selection.Watermark ? DateTimeOffset.UnixEpoch : null;

    /// <summary>How many rows the next page may hold.</summary>
    /// <param name="seen">How many were read.</param>
    public int Limit(long seen) => (int)Math.Min(stream.Declaration.Batch, Math.Max(1, (request.Limit ?? int.MaxValue) - seen));

    /// <summary>Where the read begins.</summary>
    public ReadProgress Begin(StreamTypes types, DateTimeOffset now)
    {
        var bound = TimeZoneInfo.ConvertTime(now - stream.Settle, zone);
        var start = stream.Declaration.Start;
        var progress = new ReadProgress(stream.By);
        if (Backfill)
        {
            return progress with { Window = new WindowCursor { From = request.From ?? start, Bound = bound } };
        }

        if (stream.By == Selection.Version)
        {
            var version = VersionCursor.Parse(request.Cursor);
            return progress with { Version = request.Full ? version with { Page = null } : version };
        }

        if (stream.By != Selection.Watermark)
        {
            return progress with { Window = new WindowCursor { From = request.Full || !stream.Acknowledges ? start : null, Bound = bound } };
        }

        var stored = WindowCursor.Parse(request.Cursor, stream.Name);
        if (stored.InProgress && !request.Full)
        {
            return progress with { Window = stored with { Bound = stored.Bound ?? bound } };
        }

        var from = request.Full || stored.At is null ? start : stored.At - stream.Lookback;
        return progress with { Window = new WindowCursor { At = stored.At, From = from < start ? start : from, Bound = bound } };
    }

    /// <summary>What the first page selects.</summary>
    public PageSelection Select(ReadProgress progress, StreamTypes types, DateTimeOffset now)
    {
        var time = Time(types);
        var selection = new PageSelection
        {
            Stream = stream,
            Types = types,
            Limit = Limit(0),
            PendingOnly = stream.Acknowledges && !request.Full && !Backfill,
        };
        if (stream.Forward is not null)
        {
            selection = selection with { From = (progress.Window.From ?? Earliest) is { } from ? Text(from, types, time) : null };
        }

        if (Backfill)
        {
            return stream.Forward is null ? selection : selection with { To = (request.To ?? progress.Window.Bound) is { } to ? Text(to, types, time) : null, ToIsExclusive = true };
        }

        return stream.By switch
        {
            Selection.Watermark => selection with
            {
                To = Text(progress.Window.Bound!.Value, types, time),
                FarFuture = Text(now + Plausible, types, time),
                After = progress.Position(stream.Order.Count),
            },
            Selection.Version => selection with
            {
                From = null,
                AfterVersion = request.Full ? null : progress.Version.Start(stream.Overlap),
                After = progress.Position(stream.Order.Count),
            },
            _ => selection,
        };
    }

    /// <summary>How the records tell their time: columns of a time type as rows are written, others as the cursor declares; <see langword="null"/> where they tell none.</summary>
    public TimeText? Time(StreamTypes types)
    {
        if (stream.Forward is not { } column)
        {
            return null;
        }

        var type = types.Columns[column];
        if (type.IsTime)
        {
            return new TimeText(type.Kind == ValueKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFF", zone);
        }

        // A version that only counts is no time.
        return stream.Declaration.Cursor is { } cursor ? new TimeText(cursor.Format, zone)
            : type.Kind is ValueKind.Integer or ValueKind.Decimal or ValueKind.Bytes ? null
            : new TimeText("yyyy-MM-dd HH:mm:ss", zone);
    }

    private string Text(DateTimeOffset value, StreamTypes types, TimeText? time) =>
        stream.Forward is { } column && types.Columns[column] is { IsTime: false }
            ? (time ?? new TimeText("yyyy-MM-dd HH:mm:ss", zone)).Write(value)
            : TimeZoneInfo.ConvertTime(value, zone).ToString("yyyy-MM-dd HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
}
