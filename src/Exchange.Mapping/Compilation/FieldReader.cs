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
            var at = ((ConfigMap)entry.Value).Find("onError")!.KeyLocation;
            scope.Error(at, "'onError: warn' is not possible for a required field, nor for status and item.", "Remove it: a wrong value here goes to quarantine.");
        }

        if (operators is null)
        {
            return null;
        }

        JudgeConversion(place, scope, entry);
        var personal = scope.Personal || place.Field?.Personal == true;
        var convertsLast = (entry.Value as ConfigMap)?.Find("code") is not null;
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
            Operators = [.. operators, place.Field is { } field ? new CanonicalTypeOperator(field, convertsLast) : new OutboundTypeOperator()],
        };
        builder.Fields.Add(plan);
        return plan;
    }

    /// <summary>The operators of a specification; <see langword="null"/> where it has no usable origin, which has then been reported.</summary>
    public static IFieldOperator[]? Operators(ConfigMap map, FieldScope scope, bool nested)
    {
        scope.Maps.Push(map);
        try
        {
            return Read(map, scope, nested);
        }
        finally
        {
            scope.Maps.Pop();
        }
    }

    /// <summary>Reports a time nobody says how to read.</summary>
    public static void TellUnreadTime(FieldScope scope, SchemaField field, SourceLocation location)
    {
        var sample = field.Type == SchemaType.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        scope.Error(location, "how the time is written is never guessed.", $"Add {FieldScope.Name(field.Type)}: [\"{sample}\"], or {FieldScope.Name(field.Type)}: [iso].");
    }

    private static IFieldOperator[]? Read(ConfigMap map, FieldScope scope, bool nested)
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

            if (OperatorRegistry.OwnerOf(entry.Key) is { } owner)
            {
                if (map.Find(owner.Key) is null)
                {
                    unknown = true;
                    scope.Error(entry.KeyLocation, $"'{entry.Key}' belongs to '{owner.Key}', which is not there.", $"Add '{owner.Key}', or remove '{entry.Key}'.");
                }

                continue;
            }

            if (OperatorRegistry.Find(entry.Key) is not { } factory)
            {
                var known = OperatorRegistry.All.Select(f => f.Key).Concat(nested ? [] : OwnKeys).Concat(nested ? [] : ["each", "where", "fields"]).Concat(OperatorRegistry.All.Select(f => f.Companion).OfType<string>());
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

        if (field.Type is SchemaType.DateTime or SchemaType.Date && (entry.Value as ConfigMap)?.Entries.Any(e => e.Key is "date" or "datetime") != true)
        {
            TellUnreadTime(scope, field, entry.KeyLocation);
        }
    }
}
