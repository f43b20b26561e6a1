using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Times;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Operators;

/// <summary><c>datetime: [formats]</c> and <c>date: [formats]</c>; outbound the one format to write.</summary>
internal sealed class TimeFactory(string key, SchemaType type) : IFieldOperatorFactory
{
    public string Key => key;

    public OperatorPhase Phase => OperatorPhase.Convert;

    public OperatorReference Reference { get; } = type == SchemaType.DateTime
        ? new(
            "Reads a time; the first format that fits counts. There is no guess: a time without a declared format is an error of the mapping. Outbound the one format to write.",
            "appliedAt: { from: sqsj, datetime: [\"yyyy-MM-dd HH:mm:ss\", iso] }",
            ("pattern", "a .NET custom format such as yyyyMMddHHmmss"),
            (TimeFormats.Iso, "2026-03-02T09:00:00, with Z or an offset or without"),
            (TimeFormats.EpochSeconds, "seconds since 1970, UTC"),
            (TimeFormats.EpochMilliseconds, "milliseconds since 1970, UTC"),
            (TimeFormats.ExcelSerial, "days since 1900 as a spreadsheet counts them: 46083.375"),
            (TimeFormats.Oracle, "02-MAR-26 09.00.00.000000 AM, 02-3月 -26 09.00.00 上午, 02-MAR-26"))
        : new("The same for a day.", "result.validTo: { from: zzyxqz, date: yyyy-MM-dd }", ("format", "as for datetime"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        var formats = scope.Texts(node, Key);
        if (formats.Count == 0)
        {
            scope.Error(node.Location, $"'{Key}' names no format.", $"Write {Key}: [\"yyyy-MM-dd HH:mm:ss\"].");
            return null;
        }

        if (scope.Mapping.Outbound)
        {
            return BuildOutbound(formats, scope);
        }

        if (scope.Target is { } target && target.Type != type)
        {
            var right = target.Type switch { SchemaType.Date => "date", SchemaType.DateTime => "datetime", _ => null };
            scope.Error(
                node.Location,
                $"'{Key}' does not fit the field, which is a {FieldScope.Name(target.Type)}.",
                right is null ? $"Remove '{Key}'." : $"Write '{right}:'.");
            return null;
        }

        var parsers = new List<TimeFormat>();
        foreach (var (pattern, location) in formats)
        {
            if (TimeFormats.Create(pattern, location, scope.What, scope.Problems) is { } parser)
            {
                parsers.Add(parser);
            }
        }

        scope.HasConversion = true;
        return new ReadTimeOperator([.. parsers], scope.Mapping.Zone, type == SchemaType.Date);
    }

    private WriteTimeOperator? BuildOutbound(IReadOnlyList<(string Text, SourceLocation Location)> formats, FieldScope scope)
    {
        if (formats.Count > 1)
        {
            scope.Error(formats[1].Location, "An outbound time is written in one format.", "Keep one.");
        }

        var (pattern, location) = formats[0];
        if (pattern is TimeFormats.ExcelSerial or TimeFormats.Oracle)
        {
            scope.Error(location, $"'{pattern}' can be read but not written.", "Write a .NET custom format such as 'yyyy-MM-dd HH:mm:ss'.");
            return null;
        }

        if (pattern is TimeFormats.Iso or TimeFormats.EpochSeconds or TimeFormats.EpochMilliseconds
            || TimeFormats.Validate(pattern, location, scope.What, scope.Problems))
        {
            return new WriteTimeOperator(pattern, scope.Mapping.Zone, type == SchemaType.Date);
        }

        return null;
    }
}
