using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;
using Exchange.Schema.Calendars;
using Exchange.Schema.Cases;

namespace Exchange.Mapping.Codes;

/// <summary>The files of code tables under some roots; each is read once and its problems are told once.</summary>
internal sealed class CodeFiles(IReadOnlyList<string> roots, ProblemList problems)
{
    private readonly Dictionary<string, Dictionary<string, CodeTable>> _files = new(StringComparer.Ordinal);

    /// <summary>The files read so far, as shown.</summary>
    public IReadOnlyCollection<string> Read => [.. _files.Keys.Select(ShownPath.Of)];

    /// <summary>The table a system means by a name: its own before the shared one; <see langword="null"/> where there is none.</summary>
    public CodeTable? Find(string system, string table)
    {
        foreach (var root in roots)
        {
            if (Tables(Path.Combine(root, "mappings", system, "codes.csv"), null)?.GetValueOrDefault(table) is { } own)
            {
                return own;
            }
        }

        return Shared(table);
    }

    /// <summary>The table for all systems; <see langword="null"/> where there is none.</summary>
    public CodeTable? Shared(string table)
    {
        if (!IsFileName(table))
        {
            return null;
        }

        foreach (var root in roots)
        {
            if (Tables(Path.Combine(root, "mappings", "codes", table + ".csv"), table)?.GetValueOrDefault(table) is { } shared)
            {
                return shared;
            }
        }

        return null;
    }

    /// <summary>The file of a system that has no usable table at all; <see langword="null"/> where all is well.</summary>
    public string? Unreadable(string system) =>
        roots.Select(r => Path.Combine(r, "mappings", system, "codes.csv")).Where(p => Tables(p, null) is { Count: 0 }).Select(ShownPath.Of).FirstOrDefault();

    /// <summary>The names a system could mean, for hints.</summary>
    public IReadOnlyList<string> Names(string system)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            names.UnionWith(Tables(Path.Combine(root, "mappings", system, "codes.csv"), null)?.Keys ?? Enumerable.Empty<string>());
            var shared = Path.Combine(root, "mappings", "codes");
            if (Directory.Exists(shared))
            {
                names.UnionWith(Directory.EnumerateFiles(shared, "*.csv").Where(IsTable).Select(f => Path.GetFileNameWithoutExtension(f)!));
            }
        }

        return [.. names];
    }

    /// <summary>Reads also what no mapping names.</summary>
    public void ReadAll()
    {
        foreach (var folder in roots.Select(r => Path.Combine(r, "mappings")).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories))
        {
            if (Path.GetFileName(folder) != "codes")
            {
                JudgeUnused(Tables(Path.Combine(folder, "codes.csv"), null), shared: false);
                continue;
            }

            foreach (var path in Directory.EnumerateFiles(folder, "*.csv").Where(IsTable).Order(StringComparer.Ordinal))
            {
                JudgeUnused(Tables(path, Path.GetFileNameWithoutExtension(path)), shared: true);
            }
        }
    }

    // Shared tables are named after the words they lead to; what a system calls its own table tells nothing.
    private void JudgeUnused(Dictionary<string, CodeTable>? tables, bool shared)
    {
        foreach (var table in tables?.Values ?? Enumerable.Empty<CodeTable>())
        {
            table.JudgeUnused(shared && CodeSets.Names.Contains(table.Name) ? CodeSets.Words(table.Name) : null, problems);
        }
    }

    private Dictionary<string, CodeTable>? Tables(string path, string? table)
    {
        if (!_files.TryGetValue(path, out var tables))
        {
            if (!File.Exists(path))
            {
                return null;
            }

            _files[path] = tables = CodeFile.Read(path, ShownPath.Of(path), table, problems);
        }

        return tables;
    }

    private static bool IsFileName(string table) => table.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && IsTable(table + ".csv");

    // The calendar lies beside the tables and is none.
    private static bool IsTable(string path) => Path.GetFileName(path) is not (WorkCalendar.FileName or WorkCalendar.LocalFileName);
}
