using System.Globalization;
using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Files.Locations;
using Exchange.Connectors.Files.Reading;

namespace Exchange.Connectors.Files.Writing;

/// <summary>
/// The path of files that are written: <c>{system}</c>, <c>{date}</c> and <c>{sequence}</c>. The sequence is made from the keys of
/// the items, so that the same items always go into the same file.
/// </summary>
internal sealed class FileNameTemplate(string text)
{
    private const string Sequence = "{sequence}";
    private const string Date = "{date}";

    public static FileNameTemplate Read(ConfigReader reader)
    {
        var text = reader.RequiredText("path");
        if (text.Length == 0)
        {
            return new FileNameTemplate("out/{sequence}.csv");
        }

        var sample = new FileNameTemplate(text).Fill("system", "0", DateTimeOffset.UnixEpoch);
        if (!text.Contains(Sequence, StringComparison.Ordinal))
        {
            reader.Problems.Error(reader.Node("path")!.Location, $"{reader.What}: 'path' has no {{sequence}}, so all files would have the same name.", "Write out/{system}_{date}_{sequence}.csv");
        }
        else if (sample.AsSpan().IndexOfAny("{}*?") >= 0 || !FolderPath.IsBelow(sample))
        {
            reader.Problems.Error(reader.Node("path")!.Location, $"{reader.What}: 'path' is '{text}'.", "Write a path below the folder, without '..'; known: {system}, {date}, {sequence}.");
        }

        return new FileNameTemplate(text);
    }

    /// <summary>The path of a file.</summary>
    /// <param name="system">The system's id.</param>
    /// <param name="sequence">The sequence of its items.</param>
    /// <param name="day">The day it is written, in the system's zone.</param>
    public string Fill(string system, string sequence, DateTimeOffset day) => text
        .Replace("{system}", system, StringComparison.Ordinal)
        .Replace(Date, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Sequence, sequence, StringComparison.Ordinal);

    /// <summary>The paths a file of some items may have, on whatever day it was written; <see langword="null"/> stands for any items.</summary>
    public PathPattern Pattern(string system, string? sequence) => PathPattern.TryParse(text
        .Replace("{system}", system, StringComparison.Ordinal)
        .Replace(Date, "{yyyyMMdd}", StringComparison.Ordinal)
        .Replace(Sequence, sequence ?? "*", StringComparison.Ordinal))!;
}
