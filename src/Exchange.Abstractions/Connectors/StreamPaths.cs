using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Abstractions.Connectors;

/// <summary>Checks what a stream says of the fields of its records, for kinds whose records are documents.</summary>
public static class StreamPaths
{
    /// <summary>Reports keys, deletion marks and cursor fields that are no paths, and a cursor format that is no time format.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reader">Reads its node.</param>
    /// <returns>Whether all are good.</returns>
    public static bool Check(StreamDeclaration stream, ConfigReader reader)
    {
        var good = true;
        foreach (var path in stream.KeyFields.Concat(stream.DeleteWhen.Select(w => w.Key)).Concat(stream.Cursor is { } c ? [c.Field] : []))
        {
            if (!FieldPath.TryParse(path, out _))
            {
                reader.Problems.Error(reader.Map.Location, $"{reader.What}: '{path}' is no path to a field.", "Write names joined by dots: applicant.id.");
                good = false;
            }
        }

        if (stream.Cursor is { } cursor && !TimeText.IsFormat(cursor.Format))
        {
            reader.Problems.Error(
                reader.Node("cursor")?.Location ?? reader.Map.Location,
                $"{reader.What}: the cursor's format '{cursor.Format}' is no time format.",
                "Write a format such as yyyy-MM-dd HH:mm:ss, epochSeconds or epochMilliseconds.");
            good = false;
        }

        return good;
    }
}
