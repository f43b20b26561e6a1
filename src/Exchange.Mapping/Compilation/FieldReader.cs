using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Operators;
using Exchange.Mapping.Plans;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>Compiles one field: its operators in the order of their phases, then the type of the schema.</summary>
internal static class FieldReader
{
    private static readonly string[] OwnKeys = ["required", "onError"];

    /// <summary>Whether a field is one without which a case is not a case: it is never defaulted and never a mere warning.</summary>
    public static bool IsEssential(SchemaField field) =>
        field.Required || field.Path.StartsWith("item.", StringComparison.Ordinal);

    /// <summary>Compiles a field.</summary>
    public static FieldPlan? Read(Place place, string name, ConfigEntry entry, ScopeBuilder builder, MappingContext mapping)
    {
        var scope = new FieldScope { Mapping = mapping, Builder = builder, What = $"field '{name}'", Target = place.Field };
        IFieldOperator[]? operators;
        var required = mapping.Part == "case" && place.Field is { Required: true };
        var warns = false;
        switch (entry.Value)
        {
            case ConfigScalar { Value: { Length: > 0 } path }:
                operators = scope.Resolve(path, entry.Value.Location) is { } slot ? [new FromOperator(slot, mapping.Nulls)] : null;
                break;
            case ConfigMap map:
                scope.Map = map;
                var reader = new ConfigReader(map, scope.What, mapping.Problems);
                required |= reader.Flag("required", byDefault: false);
                warns = reader.Choice("onError", "quarantine", "warn") == "warn";
                operators = Operators(map, scope, nested: false);
                break;
            default:
                scope.Error(entry.Value.Location, "a path or a specification is expected.", $"Write '{name}: path' or '{name}: {{ from: path }}'.");
                return null;
        }

        if (warns && (required || (place.Field is { } essential && IsEssential(essential))))
        {
            var at = scope.Map!.Find("onError")!.KeyLocation;
            scope.Error(at, "'onError: warn' is not possible for a required field, nor for status and item.", "Remove it: a wrong value here goes to quarantine.");
        }

        if (operators is null)
        {
            return null;
        }

        JudgeConversion(place, scope, entry);
        var personal = (place.Field ?? scope.Source)?.Personal == true;
        var plan = new FieldPlan
        {
            Path = place.Path,
            Index = builder.Fields.Count,
            Required = required,
            Warns = warns,
            Tells = !personal && (scope.Coded || (place.Field ?? scope.Source)?.Type == SchemaType.Code),
            KeepsRaw = scope.Coded && !mapping.Outbound,
            Stage = scope.Stage,
            SourcePath = scope.SourcePath,
            Operators = [.. operators, place.Field is { } field ? new CanonicalTypeOperator(field, scope.Coded || scope.IsConstant) : new OutboundTypeOperator()],
        };
        builder.Fields.Add(plan);
        return plan;
    }

    /// <summary>The operators of a specification; <see langword="null"/> where it has no usable origin, which has then been reported.</summary>
    public static IFieldOperator[]? Operators(ConfigMap map, FieldScope scope, bool nested)
    {
        var built = new List<(OperatorPhase Phase, IFieldOperator Operator)>();
        var origins = new List<ConfigEntry>();
        var unknown = false;
        foreach (var entry in map.Entries)
        {
            if (!nested && OwnKeys.Contains(entry.Key))
            {
                continue;
            }

            if (OperatorRegistry.Find(entry.Key) is not { } factory)
            {
                var known = OperatorRegistry.All.Select(f => f.Key).Concat(nested ? [] : OwnKeys).Concat(nested ? [] : ["each", "where", "fields"]);
                unknown = true;
                scope.Unknown(entry.KeyLocation, $"unknown operator '{entry.Key}'", entry.Key, known);
                continue;
            }

            if (factory.Phase == OperatorPhase.Origin)
            {
                origins.Add(entry);
            }

            if (factory.Build(entry.Value, scope) is { } step)
            {
                built.Add((factory.Phase, step));
            }
        }

        if (origins.Count == 0 && unknown)
        {
            // The unknown key may have been meant to say it.
            return null;
        }

        if (origins.Count == 0)
        {
            scope.Error(map.Location, "nothing says where the value comes from.", "Add 'from: path', 'first: [paths]' or 'const: value'.");
            return null;
        }

        if (origins.Count > 1)
        {
            scope.Error(origins[1].KeyLocation, $"'{origins[0].Key}' and '{origins[1].Key}' exclude each other.", "Keep one.");
        }

        var conversions = built.Count(b => b.Phase == OperatorPhase.Convert);
        if (conversions > 1)
        {
            scope.Error(map.Location, "more than one of code, datetime, date and number.", "Keep one.");
        }

        return [.. built.OrderBy(b => b.Phase).Select(b => b.Operator)];
    }

    private static void JudgeConversion(Place place, FieldScope scope, ConfigEntry entry)
    {
        if (scope.HasConversion || scope.IsConstant || place.Field is not { } field)
        {
            return;
        }

        if (field.Type is SchemaType.DateTime or SchemaType.Date)
        {
            var key = FieldScope.Name(field.Type);
            if (!scope.Has("date") && !scope.Has("datetime"))
            {
                var sample = field.Type == SchemaType.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
                scope.Error(entry.KeyLocation, "how the time is written is never guessed.", $"Add {key}: [\"{sample}\"], or {key}: [iso].");
            }
        }
    }
}
