using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Abstractions.Sources;

/// <summary>
/// The cursor of a stream read forward by time, as the hub stores it. Completed: <c>{"at":…}</c>. In progress it also
/// holds the window's start as sent, the bound, the page to go on with and the latest version seen below the bound.
/// </summary>
public sealed record WindowCursor
{
    /// <summary>The position of the last completed window; <see langword="null"/> before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where the window in progress starts, look-back included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The bound of the window in progress: the source's present when it began, less the time to settle.</summary>
    public DateTimeOffset? Bound { get; init; }

    /// <summary>The page to go on with: a token, a number, a key; opaque to all but the kind.</summary>
    public string? Page { get; init; }

    /// <summary>The latest version seen in the window, never past the bound.</summary>
    public DateTimeOffset? Seen { get; init; }

    /// <summary>Whether a window is in progress.</summary>
    public bool InProgress => Page is not null;

    /// <summary>Takes a version into account.</summary>
    public WindowCursor See(DateTimeOffset? version)
    {
        if (version is not { } seen || Bound is not { } bound)
        {
            return this;
        }

        seen = seen > bound ? bound : seen;
        return Seen >= seen ? this : this with { Seen = seen };
    }

    /// <summary>The cursor once the window has been read to its end: never backwards, never past the bound.</summary>
    public WindowCursor Complete() => new() { At = At is null || Seen > At ? Seen ?? At : At };

    /// <summary>Reads a stored cursor; a bare ISO time, as an operator sets it, counts as a completed one.</summary>
    /// <exception cref="ExchangeException">It is neither.</exception>
    public static WindowCursor Parse(string? text, string stream)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new WindowCursor();
        }

        if (text[0] != '{' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return new WindowCursor { At = at };
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new WindowCursor
            {
                At = Time(root, "at"),
                From = Time(root, "from"),
                Bound = Time(root, "bound"),
                Page = root.TryGetProperty("page", out var page) ? page.GetString() : null,
                Seen = Time(root, "seen"),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new ExchangeException(
                FailureKind.Data, $"The cursor of stream '{stream}' cannot be read.", "Set it to an ISO time, or read the stream in full.", exception);
        }
    }

    /// <summary>The cursor as the hub stores it.</summary>
    public override string ToString()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            Write(writer, "at", At);
            if (InProgress)
            {
                Write(writer, "from", From);
                Write(writer, "bound", Bound);
                writer.WriteString("page", Page);
                Write(writer, "seen", Seen);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : null;

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
        }
    }
}
