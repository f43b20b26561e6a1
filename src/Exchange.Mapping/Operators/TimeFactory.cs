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
        if (pattern is TimeFormats.Iso or TimeFormats.EpochSeconds or TimeFormats.EpochMilliseconds
            || TimeFormats.Validate(pattern, location, scope.What, scope.Problems))
        {
            return new WriteTimeOperator(pattern, scope.Mapping.Zone, type == SchemaType.Date);
        }

        return null;
    }
}
