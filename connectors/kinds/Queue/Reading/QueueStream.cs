using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Queue.Messages;

namespace Exchange.Connectors.Queue.Reading;

/// <summary>A stream of a connector of kind queue.</summary>
internal sealed record QueueStream
{
    // What a run may hold in memory at once, in bytes: messages out but not yet acknowledged.
    private const long MostHeld = 512L * 1024 * 1024;

    public required StreamDeclaration Declaration { get; init; }

    /// <summary>The queue, or the topic.</summary>
    public required string Queue { get; init; }

    /// <summary>How many messages may be out, not yet acknowledged. Default 200.</summary>
    public int Prefetch { get; init; } = 200;

    /// <summary>A read ends when the queue has been empty for this long. Default 5 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A read ends after this many messages. Default 100,000.</summary>
    public int Most { get; init; } = 100_000;

    /// <summary>How often a message may be given again before it goes to quarantine unmapped. Default 50.</summary>
    public int Poison { get; init; } = 50;

    public required MessageFormat Format { get; init; }

    /// <summary>The field that holds the time of a version, and how it is written.</summary>
    public string? VersionField { get; init; }

    public string VersionFormat { get; init; } = "yyyy-MM-dd HH:mm:ss";

    public string Name => Declaration.Name;

    public static QueueStream Read(StreamDeclaration stream, QueueSettings settings, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        if (!reader.Has("queue"))
        {
            problems.Error(stream.Node.Location, $"{reader.What}: 'queue' is missing.", "Add 'queue: { name: … }'.");
        }

        var queue = reader.Section("queue");
        var version = queue?.Section("version");
        var read = new QueueStream
        {
            Declaration = stream,
            Queue = queue?.RequiredText("name") ?? "",
            Prefetch = queue?.Integer("prefetch", 200, 1, 10_000) ?? 200,
            Idle = queue?.Duration("idle", TimeSpan.FromSeconds(5)) ?? TimeSpan.Zero,
            Most = queue?.Integer("most", 100_000, 1, 10_000_000) ?? 1,
            Poison = queue?.Integer("poison", 50, 1, 1_000_000) ?? 50,
            Format = MessageFormat.Read(queue),
            VersionField = version?.RequiredText("field"),
            VersionFormat = version?.Text("format") ?? "yyyy-MM-dd HH:mm:ss",
        };
        version?.Finish();
        if (queue is not null)
        {
            read.Check(queue, settings, version);
            queue.Finish();
        }

        if (stream.Cursor is not null)
        {
            problems.Error(
                reader.Node("cursor")?.Location ?? stream.Node.Location,
                $"{reader.What}: a queue is not read by a cursor of time.",
                "Remove 'cursor'; to tell older from newer records declare 'version: { field, format }' under 'queue'.");
        }

        foreach (var path in stream.KeyFields.Concat(stream.DeleteWhen.Select(w => w.Key)).Concat(read.VersionField is { Length: > 0 } f ? [f] : []))
        {
            if (!FieldPath.TryParse(path, out _))
            {
                problems.Error(stream.Node.Location, $"{reader.What}: '{path}' is no path to a field.", "Write names joined by dots: applicant.id.");
            }
        }

        reader.Finish();
        return read;
    }

    private void Check(ConfigReader queue, QueueSettings settings, ConfigReader? version)
    {
        if (Idle < TimeSpan.FromMilliseconds(50) || Idle > TimeSpan.FromMinutes(10))
        {
            queue.Problems.Error(queue.Node("idle")!.Location, $"{queue.What}: 'idle' is out of range.", "Give 50ms to 10m.");
        }

        if (version is not null && !TimeText.IsFormat(VersionFormat))
        {
            queue.Problems.Error(
                version.Map.Location, $"{version.What}: '{VersionFormat}' is no time format.", "Write a format such as yyyy-MM-dd HH:mm:ss, epochSeconds or epochMilliseconds.");
        }

        if ((long)Prefetch * Format.Largest > MostHeld)
        {
            queue.Problems.Error(
                (queue.Node("prefetch") ?? queue.Node("maximumMessage"))?.Location ?? queue.Map.Location,
                $"{queue.What}: {Prefetch} messages of up to {Format.Largest} bytes may be out at once, which is more than {MostHeld / 1024 / 1024} MiB.",
                "Lower 'prefetch' or 'maximumMessage'.");
        }

        if (settings.IsKafka)
        {
            foreach (var key in new[] { "poison", "idle" })
            {
                if (queue.Node(key) is { } node)
                {
                    queue.Problems.Error(node.Location, $"{queue.What}: '{key}' does not belong to broker kafka.", "Remove it: a topic is read by its offsets, to the end it had when the read began.");
                }
            }
        }
    }
}
