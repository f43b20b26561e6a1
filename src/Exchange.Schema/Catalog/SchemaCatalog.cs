using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Exchange.Schema.Cases;

namespace Exchange.Schema.Catalog;

/// <summary>What the shared schema holds, read from its records once at start.</summary>
public sealed class SchemaCatalog
{
    private readonly FrozenDictionary<string, SchemaField> _byPath;

    private SchemaCatalog(Type root)
    {
        var all = new List<SchemaField>();
        Roots = Read(root, null, all);
        Fields = all;
        _byPath = all.ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);
    }

    /// <summary>The schema <c>case/v1</c>.</summary>
    public static SchemaCatalog CaseV1 { get; } = new(typeof(Case));

    /// <summary>Every field at every depth, in schema order.</summary>
    public IReadOnlyList<SchemaField> Fields { get; }

    /// <summary>The fields at the root, in schema order.</summary>
    public IReadOnlyList<SchemaField> Roots { get; }

    /// <summary>The field of a canonical path, or <see langword="null"/>.</summary>
    public SchemaField? Find(string path) => _byPath.GetValueOrDefault(path);

    private static List<SchemaField> Read(Type type, SchemaField? parent, List<SchemaField> all)
    {
        var own = new List<SchemaField>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var coded = property.GetCustomAttribute<CodedAttribute>();
            var (schemaType, items) = Classify(property.PropertyType, coded is not null);
            var field = new SchemaField
            {
                Path = parent is null ? name : $"{parent.Path}.{name}",
                Name = name,
                Type = schemaType,
                Order = all.Count,
                Parent = parent,
                Required = property.IsDefined(typeof(RequiredInCaseAttribute)),
                Personal = property.IsDefined(typeof(PersonalAttribute)),
                MaximumLength = property.GetCustomAttribute<MaxLengthAttribute>()?.Length,
                CodeSet = coded?.Set,
            };
            all.Add(field);
            own.Add(field);
            if (items is not null)
            {
                field.Children = Read(items, field, all);
            }
        }

        return own;
    }

    private static (SchemaType Type, Type? Items) Classify(Type type, bool coded)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => (coded ? SchemaType.Code : SchemaType.Text, null),
            _ when type == typeof(DateTimeOffset) => (SchemaType.DateTime, null),
            _ when type == typeof(DateOnly) => (SchemaType.Date, null),
            _ when type == typeof(int) => (SchemaType.Integer, null),
            _ when type == typeof(decimal) => (SchemaType.Number, null),
            _ when type == typeof(bool) => (SchemaType.Flag, null),
            _ when type == typeof(IReadOnlyDictionary<string, string>) => (SchemaType.Raw, null),
            { IsGenericType: true } => (SchemaType.List, type.GetGenericArguments()[0]),
            _ => (SchemaType.Group, type),
        };
    }
}
