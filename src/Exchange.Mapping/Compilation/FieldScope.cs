using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Operators;
using Exchange.Mapping.Sources;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Compilation;

/// <summary>What the operators of one field see, and tell, while it is compiled.</summary>
internal sealed class FieldScope
{
    private static readonly string[] HubFields = ["caseId", "version", "operation", "system"];

    public required MappingContext Mapping { get; init; }

    public required ScopeBuilder Builder { get; init; }

    /// <summary>The field, for messages.</summary>
    public required string What { get; init; }

    /// <summary>The field of the shared schema; <see langword="null"/> for outbound mappings.</summary>
    public required SchemaField? Target { get; init; }

    /// <summary>The specifications being read, the outermost first; empty where the field is a mere path.</summary>
    public Stack<ConfigMap> Maps { get; } = [];

    /// <summary>The canonical field an outbound field is made from.</summary>
    public SchemaField? Source { get; private set; }

    /// <summary>The path to name when there is no value.</summary>
    public string? SourcePath { get; private set; }

    /// <summary>Whether the value stands in the mapping.</summary>
    public bool IsConstant { get; set; }

    /// <summary>Whether an operator turns the text into the type of the field.</summary>
    public bool HasConversion { get; set; }

    /// <summary>Whether a code table is used.</summary>
    public bool Coded { get; set; }

    /// <summary>Whether anything the value is made from is personal data.</summary>
    public bool Personal { get; set; }

    /// <summary>A field of a later stage looks at those of an earlier one.</summary>
    public int Stage { get; set; }

    public ProblemList Problems => Mapping.Problems;

    public static string Name(SchemaType type) => type switch
    {
        SchemaType.DateTime => "datetime",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether the specification, or one around it, has a key.</summary>
    public bool Has(string key) => Maps.Any(m => m.Find(key) is not null);

    /// <summary>The value of a key beside the operator being read, or <see langword="null"/>.</summary>
    public ConfigNode? Beside(string key) => Maps.Peek().Find(key)?.Value;

    public void Error(SourceLocation location, string message, string remedy) => Problems.Error(location, $"{What}: {message}", remedy);

    /// <summary>Reports a word that is not known, with the nearest that is.</summary>
    public void Unknown(SourceLocation location, string message, string word, IEnumerable<string> known)
    {
        var all = known.ToArray();
        var nearest = NearestKey.Find(word, all);
        Error(location, message + ".", (nearest is null ? "" : $"Did you mean '{nearest}'? ") + (all.Length == 0 ? "None is known." : $"Known: {string.Join(", ", all)}."));
    }

    /// <summary>A single text; <see langword="null"/> where the node is none, which has then been reported.</summary>
    public string? Text(ConfigNode node, string key)
    {
        if (node is ConfigScalar { Value: { } value } && (value.Length > 0 || key == "const"))
        {
            return value;
        }

        Error(node.Location, $"'{key}' needs a single text.", $"Write '{key}: …'.");
        return null;
    }

    /// <summary>A text or a list of texts.</summary>
    public IReadOnlyList<(string Text, SourceLocation Location)> Texts(ConfigNode node, string key)
    {
        if (node is not ConfigList list)
        {
            return Text(node, key) is { } one ? [(one, node.Location)] : [];
        }

        var texts = new List<(string, SourceLocation)>();
        foreach (var item in list.Items)
        {
            if (Text(item, key) is { } text)
            {
                texts.Add((text, item.Location));
            }
        }

        return texts;
    }

    /// <summary>The slot of a path; <see langword="null"/> where it is no path or not one of the case, which has then been reported.</summary>
    public SourceSlot? Resolve(string text, SourceLocation location, bool isList = false)
    {
        if (text == Sources.SourcePath.Itself && Builder.Frame > 0 && !Mapping.Outbound && !isList)
        {
            SourcePath ??= text;
            return Builder.ItselfSlot();
        }

        if (Sources.SourcePath.Parse(text, Mapping.Outbound) is not { } path)
        {
            Error(location, $"'{text}' is not a path.", "Write names joined by dots, list positions in brackets: data.items[0].code.");
            return null;
        }

        var builder = path.FromRoot ? Builder.Root : Builder;
        if (Mapping.Outbound && !Judge(path, builder, location, isList))
        {
            return null;
        }

        SourcePath ??= path.Text;
        return builder.Slot(path);
    }

    /// <summary>One of several ways to the value of the field: a path, or a specification with an origin of its own.</summary>
    /// <param name="node">The way.</param>
    /// <param name="key">The operator it belongs to, for messages.</param>
    /// <param name="isDefault">Whether it is taken where nothing else is: then status and item take no constant.</param>
    public Candidate? Candidate(ConfigNode node, string key, bool isDefault)
    {
        if (isDefault && node is ConfigMap constant && constant.Find("const") is not null && Target is { } target && FieldReader.IsEssential(target))
        {
            Error(node.Location, "status and item are never filled by default.", "Remove the constant; an empty value goes to quarantine.");
        }

        var (converted, constantBefore) = (HasConversion, IsConstant);
        (HasConversion, IsConstant) = (false, false);
        var candidate = Build(node, key);
        if (candidate is not null && Target?.Type is SchemaType.Date or SchemaType.DateTime && !HasConversion && !IsConstant && !Has(Name(Target.Type)))
        {
            FieldReader.TellUnreadTime(this, Target, node.Location);
        }

        (HasConversion, IsConstant) = (HasConversion || converted || candidate is null, IsConstant || constantBefore);
        return candidate;
    }

    /// <summary>A value that is not the field's own, such as one part of several: the type of the field does not hold for it.</summary>
    public Candidate? Part(ConfigNode node, string key)
    {
        var part = new FieldScope { Mapping = Mapping, Builder = Builder, What = What, Target = null };
        var candidate = part.Build(node, key);
        SourcePath ??= part.SourcePath;
        Source ??= part.Source;
        Personal |= part.Personal;
        Stage = Math.Max(Stage, part.Stage);
        return candidate;
    }

    /// <summary>The scope of the items of a list of the source, and the list; nothing where it is no list, which has then been reported.</summary>
    public (FieldScope? Items, SourceSlot? List) ItemsOf(string path, SourceLocation location)
    {
        var list = new FieldScope { Mapping = Mapping, Builder = Builder, What = What, Target = null };
        var slot = list.Resolve(path, location, isList: true);
        if (slot is null)
        {
            return default;
        }

        SourcePath ??= list.SourcePath;
        var items = new ScopeBuilder(Mapping, list.Source?.Path ?? "");
        return (new FieldScope { Mapping = Mapping, Builder = items, What = What, Target = null }, slot);
    }

    private Candidate? Build(ConfigNode node, string key)
    {
        if (node is ConfigMap map)
        {
            return FieldReader.Operators(map, this, nested: true) is { } operators ? new Candidate(operators) : null;
        }

        return Text(node, key) is { } path && Resolve(path, node.Location) is { } slot ? new Candidate([new FromOperator(slot, Mapping.Nulls)]) : null;
    }

    private bool Judge(SourcePath path, ScopeBuilder builder, SourceLocation location, bool isList)
    {
        var names = path.Names;
        var full = builder.CanonicalBase.Length == 0 ? names : $"{builder.CanonicalBase}.{names}";
        if (full.StartsWith("hub.", StringComparison.Ordinal))
        {
            if (HubFields.Contains(full[4..]))
            {
                return true;
            }

            Unknown(location, $"'{full}' is not told by the hub", full, HubFields.Select(f => "hub." + f));
            return false;
        }

        var raw = full.IndexOf("raw.", StringComparison.Ordinal);
        if (raw == 0 || (raw > 0 && full[raw - 1] == '.'))
        {
            full = full[..(raw + 3)];
        }

        var field = SchemaCatalog.CaseV1.Find(full);
        if (field is null)
        {
            var nearest = NearestKey.Find(full, SchemaCatalog.CaseV1.Fields.Select(f => f.Path));
            Error(
                location,
                $"'{full}' is no field of case/v1.",
                nearest is null ? "The fields are listed in mappings/schema/case.v1.schema.json." : $"Did you mean '{nearest}'?");
            return false;
        }

        var fits = isList ? field.Type == SchemaType.List : field.Type is not (SchemaType.List or SchemaType.Group);
        if (!fits)
        {
            Error(location, $"'{full}' is a {Name(field.Type)}.", isList ? "A list is needed here: events, materials." : "Name a field in it, or use 'each' for a list.");
            return false;
        }

        Source ??= field;
        Personal |= field.Personal;
        return true;
    }
}
