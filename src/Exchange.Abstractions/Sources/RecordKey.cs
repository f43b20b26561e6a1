using System.Text.Json;

namespace Exchange.Abstractions.Sources;

/// <summary>Reads keys out of records: single values; several are joined by <c>|</c>, with <c>|</c> and <c>\</c> in them escaped by <c>\</c>.</summary>
internal static class RecordKey
{
    /// <summary>The key of several fields, or <see langword="null"/> with the fault set.</summary>
    internal static string? Read(FieldPath[] paths, JsonElement record, ref RecordFault? fault)
    {
        if (paths.Length == 1)
        {
            return Read(paths[0], record, ref fault);
        }

        var parts = new string[paths.Length];
        for (var i = 0; i < paths.Length; i++)
        {
            if (Read(paths[i], record, ref fault) is not { } part)
            {
                return null;
            }

            parts[i] = part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);
        }

        var key = string.Join('|', parts);
        if (key.Length <= RecordReader.LongestKey)
        {
            return key;
        }

        fault ??= TooLong(paths[0].Text);
        return null;
    }

    /// <summary>The key of one field, or <see langword="null"/> with the fault set.</summary>
    internal static string? Read(FieldPath path, JsonElement record, ref RecordFault? fault)
    {
        if (!path.TryFind(record, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            fault ??= new RecordFault(path.Text, "missing", "The key field is missing.");
            return null;
        }

        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            fault ??= new RecordFault(path.Text, "wrong-type", "The key field is not a single value.");
            return null;
        }

        var text = FieldPath.TextOf(value)!;
        if (string.IsNullOrWhiteSpace(text))
        {
            fault ??= new RecordFault(path.Text, "missing", "The key field is empty.");
            return null;
        }

        if (text.Length > RecordReader.LongestKey)
        {
            fault ??= TooLong(path.Text);
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            fault ??= new RecordFault(path.Text, "bad-format", "The key field holds a NUL character.");
            return null;
        }

        return text;
    }

    private static RecordFault TooLong(string field) =>
        new(field, "too-long", $"The key has more than {RecordReader.LongestKey} characters.");
}
