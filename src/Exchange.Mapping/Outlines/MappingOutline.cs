using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Yaml;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Outlines;

/// <summary>What a mapping file says, without compiling it: which paths it reads, which fields it sets, and through which tables.</summary>
public sealed class MappingOutline
{
    private const string SchemaName = "case/v1";

    private MappingOutline(MappingFile file)
    {
        Id = file.Id;
        Path = file.Path;
        TestsPath = file.TestsPath;
        System = file.SystemId;
    }

    /// <summary>The id of the mapping.</summary>
    public string Id { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The file with its tests, whether it exists or not.</summary>
    public string TestsPath { get; }

    /// <summary>The system: the folder.</summary>
    public string System { get; }

    /// <summary>Whether it maps cases to a target's items.</summary>
    public bool Outbound { get; private set; }

    /// <summary>Where the part it makes lies in a case; empty for the case itself.</summary>
    public string Base { get; private set; } = "";

    /// <summary>The texts that count as nothing.</summary>
    public IReadOnlyList<string> Nulls { get; private set; } = [];

    /// <summary>The paths of the source that it reads, without positions.</summary>
    public HashSet<string> Reads { get; } = new(StringComparer.Ordinal);

    /// <summary>The names its author leaves out on purpose: <c># Not mapped: a, b — why.</c></summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>The notes that leave them out.</summary>
    internal IReadOnlyList<LeftOutNote> Notes { get; private set; } = [];

    /// <summary>The fields it sets.</summary>
    public List<FieldOutline> Fields { get; } = [];

    /// <summary>Reads the outlines of some mappings.</summary>
    /// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
    /// <param name="pathsOrIds">Files, folders, systems or ids; <see langword="null"/> or empty for all.</param>
    /// <exception cref="ExchangeException">A path or id names no mapping.</exception>
    public static IReadOnlyList<MappingOutline> Load(IReadOnlyList<string> roots, IReadOnlyList<string>? pathsOrIds = null) =>
        [.. MappingSelection.Of(roots, pathsOrIds).Select(Read)];

    /// <summary>The code table a field goes through, as an error names the field; <see langword="null"/> where there is none.</summary>
    public string? TableOf(string field) => Fields.Find(f => f.Path == field && f.Tables.Count > 0)?.Tables[0];

    /// <summary>Whether the value of a source path may be personal: it feeds a personal field, or nothing says what it is.</summary>
    public bool IsPersonal(string sourcePath)
    {
        var uses = Fields.Where(f => f.Sources.Contains(sourcePath)).ToArray();
        return uses.Length == 0 || uses.Any(f => SchemaCatalog.CaseV1.Find(f.Path)?.Personal ?? true);
    }

    internal static MappingOutline Read(MappingFile file)
    {
        var outline = new MappingOutline(file);
        outline.Notes = LeftOutNote.Read(file.Path);
        outline.LeftOut.UnionWith(outline.Notes.SelectMany(n => n.Names));
        if (YamlFile.Read(file.Path, file.ShownAs, new ProblemList()) is { } root)
        {
            outline.Read(root);
        }

        return outline;
    }

    private void Read(ConfigMap root)
    {
        Outbound = Text(root, "from") == SchemaName;
        var to = Text(root, "to") ?? "";
        var part = to.Contains('#', StringComparison.Ordinal) ? to[(to.IndexOf('#', StringComparison.Ordinal) + 1)..] : CaseParts.Case;
        Base = Outbound ? "" : CaseParts.PathOf(part) ?? "";
        if (root.Find("nulls")?.Value is ConfigList nulls)
        {
            Nulls = [.. nulls.Items.OfType<ConfigScalar>().Select(n => n.Value ?? "")];
        }

        var reader = new OutlineReader(this);
        if (root.Find("texts")?.Value is ConfigMap texts)
        {
            foreach (var entry in texts.Entries)
            {
                reader.AddRead(entry.Key, "");
            }
        }

        if (root.Find("fields")?.Value is ConfigMap fields)
        {
            reader.Fields(fields, Base, "", atRoot: true);
        }
    }

    private static string? Text(ConfigMap map, string key) => (map.Find(key)?.Value as ConfigScalar)?.Value;
}
