using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Mapping.Yaml;

namespace Exchange.Pipeline.Connectors;

/// <summary>The connector files of all folders; a folder earlier in the list wins over a later one.</summary>
public sealed class ConnectorCatalog
{
    private readonly Dictionary<string, ConnectorEntry> _entries = new(StringComparer.Ordinal);

    private ConnectorCatalog()
    {
    }

    /// <summary>The connectors by id.</summary>
    public IReadOnlyList<ConnectorEntry> All => [.. _entries.Values.OrderBy(e => e.Declaration.Id, StringComparer.Ordinal)];

    /// <summary>The connector of an id, or <see langword="null"/>.</summary>
    public ConnectorEntry? Find(string id) => _entries.GetValueOrDefault(id);

    /// <summary>Reads <c>connectors/systems/*/connector.yaml</c> (and <c>connectors/*/connector.yaml</c>) of every root.</summary>
    /// <param name="roots">The folders, the winning one first.</param>
    /// <param name="kinds">The kinds of connectors there are.</param>
    /// <param name="problems">Where the problems of all files go.</param>
    public static ConnectorCatalog Load(IReadOnlyList<string> roots, IReadOnlyDictionary<string, IConnectorKind> kinds, ProblemList problems)
    {
        var catalog = new ConnectorCatalog();
        foreach (var root in roots)
        {
            var here = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in Files(root))
            {
                var shown = Shown(file);
                var found = new ProblemList();
                if (YamlFile.Read(file, shown, found) is { } map)
                {
                    var declaration = ConnectorFile.Read(map, found);
                    CheckKind(declaration, map, kinds, found);
                    if (here.TryGetValue(declaration.Id, out var other))
                    {
                        found.Error(declaration.Location, $"connector: the id '{declaration.Id}' is taken by {other}.", "Give each system an id of its own.");
                    }
                    else if (declaration.Id.Length > 0)
                    {
                        here.Add(declaration.Id, shown);
                        catalog._entries.TryAdd(declaration.Id, new ConnectorEntry(declaration, map, file, found.Items));
                    }
                }

                problems.AddRange(found.Items);
            }
        }

        return catalog;
    }

    // As an engineer would type it: from here where the file lies below, otherwise in full.
    private static string Shown(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(file) : relative;
    }

    private static void CheckKind(ConnectorDeclaration declaration, ConfigMap map, IReadOnlyDictionary<string, IConnectorKind> kinds, ProblemList problems)
    {
        if (declaration.Kind.Length == 0)
        {
            return;
        }

        if (kinds.TryGetValue(declaration.Kind, out var kind))
        {
            kind.Validate(declaration, problems);
            return;
        }

        var nearest = NearestKey.Find(declaration.Kind, kinds.Keys);
        problems.Error(
            map.Find("kind")!.Value.Location,
            $"connector '{declaration.Id}': there is no kind '{declaration.Kind}'.",
            nearest is null ? $"Known kinds: {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}." : $"Did you mean '{nearest}'?");
    }

    private static IEnumerable<string> Files(string root)
    {
        var folder = Path.Combine(root, "connectors");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var systems = Path.Combine(folder, "systems");
        var folders = Directory.EnumerateDirectories(folder).Where(d => Path.GetFileName(d) is not ("systems" or "kinds"))
            .Concat(Directory.Exists(systems) ? Directory.EnumerateDirectories(systems) : []);
        return folders.Select(d => Path.Combine(d, "connector.yaml")).Where(File.Exists).Order(StringComparer.Ordinal);
    }
}
