using System.Globalization;
using System.Reflection;
using System.Text;

namespace Exchange.Abstractions.Tests;

/// <summary>The public surface of an assembly as sorted lines, one for each type and member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            lines.Add(TypeLine(type));
            lines.AddRange(type.GetMembers(Declared).Select(m => Member(type, m)).OfType<string>());
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines) + "\n";
    }

    private static string TypeLine(Type type)
    {
        var word = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? (type.GetMethod("PrintMembers", Declared) is null ? "struct" : "record struct")
            : type.GetMethod("<Clone>$") is not null ? "record"
            : "class";
        var how = type is { IsAbstract: true, IsSealed: true } ? "static " : word is not ("class" or "record") ? "" : type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "";
        var parents = type.GetInterfaces().Where(i => i.IsPublic && !i.Name.StartsWith("IEquatable", StringComparison.Ordinal) && !type.IsEnum).Select(Name);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            parents = parents.Prepend(Name(parent));
        }

        var all = string.Join(", ", parents);
        return $"{type.FullName} ({how}{word}{(all.Length == 0 ? "" : $" : {all}")})";
    }

    private static string? Member(Type type, MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when Seen(field) => type.IsEnum
            ? $"{type.FullName}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
            : $"{type.FullName}.{field.Name}: {(field.IsStatic ? "static " : "")}{(field.IsInitOnly || field.IsLiteral ? "readonly " : "")}{Name(field.FieldType)}",
        PropertyInfo property when property.GetAccessors().Length > 0 && property.Name != "EqualityContract" => Property(type, property),
        ConstructorInfo { IsPublic: true } constructor => $"{type.FullName}({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when Seen(method) && !Made(type, method) =>
            $"{type.FullName}.{method.Name}{Generics(method)}({Parameters(method)}): {(method.IsStatic ? "static " : "")}{Name(method.ReturnType)}{Null(() => Nullability.Create(method.ReturnParameter))}",
        EventInfo { AddMethod.IsPublic: true } happening => $"{type.FullName}.{happening.Name}: event {Name(happening.EventHandlerType!)}",
        _ => null,
    };

    private static string Property(Type type, PropertyInfo property)
    {
        var accessor = property.GetAccessors()[0];
        var required = property.CustomAttributes.Any(a => a.AttributeType.Name == "RequiredMemberAttribute") ? "required " : "";
        var set = property.SetMethod is not { IsPublic: true } setter ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ? " init;" : " set;";
        return $"{type.FullName}.{property.Name}: {(accessor.IsStatic ? "static " : "")}{required}{Name(property.PropertyType)}{Null(() => Nullability.Create(property))} {{{(property.GetMethod is { IsPublic: true } ? " get;" : "")}{set} }}";
    }

    private static bool Seen(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static bool Seen(MethodInfo method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler adds to records says nothing of its own.
    private static bool Made(Type type, MethodInfo method) =>
        method.Name is "<Clone>$" or "PrintMembers" or "Deconstruct"
        || (method.Name is "Equals" or "GetHashCode" or "ToString" && (type.IsValueType || type.GetMethod("<Clone>$") is not null) && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute"));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
    {
        var way = p.IsOut ? "out " : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ") : "";
        var all = p.CustomAttributes.Any(a => a.AttributeType.Name is "ParamArrayAttribute" or "ParamCollectionAttribute") ? "params " : "";
        var byDefault = p.HasDefaultValue ? $" = {p.DefaultValue ?? "default"}" : "";
        return $"{all}{way}{Name(p.ParameterType)}{Null(() => Nullability.Create(p))} {p.Name}{byDefault}";
    }));

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Null(Func<NullabilityInfo> told)
    {
        var info = told();
        return info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var name = new StringBuilder(type.Name);
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
        {
            name.Length = tick;
        }

        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
