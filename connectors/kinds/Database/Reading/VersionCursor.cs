using System.Globalization;
using System.Text.Json;

namespace Exchange.Connectors.Database.Reading;

/// <summary>The cursor of a stream read forward by a column that only grows.</summary>
/// <param name="At">The highest version of the last completed read; <see langword="null"/> before the first.</param>
/// <param name="Page">The position of a read in progress; <see langword="null"/> where none is.</param>
internal sealed record VersionCursor(string? At, IReadOnlyList<string?>? Page)
{
    /// <summary>Reads a stored cursor; a bare value, as an operator sets it, is the version itself.</summary>
    public static VersionCursor Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new VersionCursor(null, null);
        }

        if (text[0] != '{')
        {
            return new VersionCursor(text.Trim(), null);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var at = document.RootElement.TryGetProperty("version", out var version) ? version.GetString() : null;
            var page = document.RootElement.TryGetProperty("page", out var position) ? position.Deserialize<string?[]>() : null;
            return new VersionCursor(at, page);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new Abstractions.Failures.ExchangeException(
                Abstractions.Failures.FailureKind.Data, "The cursor of the stream cannot be read.", "Set it to a version, or read the stream in full.", exception);
        }
    }

    /// <summary>The version a read starts after: some before the cursor, because a lower one may have been committed later.</summary>
    /// <param name="overlap">How many versions to go back; versions that are no numbers stay as they are.</param>
    public string? Start(int overlap) =>
        At is { } at && decimal.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number - overlap).ToString(CultureInfo.InvariantCulture)
            : At;

    /// <summary>The cursor as the hub stores it.</summary>
    public override string ToString() => Page is null
        ? JsonSerializer.Serialize(new Dictionary<string, object?> { ["version"] = At })
        : JsonSerializer.Serialize(new Dictionary<string, object?> { ["version"] = At, ["page"] = Page });
}
