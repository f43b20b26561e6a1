using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.CodeQueue;

/// <summary>
/// Counts cases whose item, department or region has no counterpart: neither is its code one of the national register, nor does a
/// row of the cross-walk (<c>items</c>, <c>departments</c>, <c>regions</c>) lead from it or to it.
/// </summary>
/// <param name="roots">Folders that contain <c>mappings/</c>; what an earlier one holds wins.</param>
/// <param name="table">The cross-walk, one of <see cref="Tables"/>.</param>
public sealed class UnmatchedCodes(IReadOnlyList<string> roots, string table)
{
    private readonly CodeFiles _files = new(roots, new ProblemList());
    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnmatchedTally> _tallies = new(StringComparer.Ordinal);
    private readonly string _group = HolderOf(table) ?? throw new ArgumentOutOfRangeException(nameof(table), table, "No cross-walk.");

    /// <summary>The cross-walks.</summary>
    public static IReadOnlyList<string> Tables { get; } = ["items", "departments", "regions"];

    /// <summary>How many cases were looked at.</summary>
    public long Looked { get; private set; }

    /// <summary>The field of a case a cross-walk is for; <see langword="null"/> for what is none.</summary>
    public static string? FieldOf(string table) => HolderOf(table) is { } group ? group + ".code" : null;

    /// <summary>Looks at a case.</summary>
    /// <param name="systems">The systems it comes from.</param>
    /// <param name="content">Its content, a document of <c>case/v1</c>.</param>
    /// <param name="at">When it was last changed.</param>
    public void Add(IReadOnlyList<string> systems, JsonElement content, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(systems);
        Looked++;
        if (!content.TryGetProperty(_group, out var holder))
        {
            return;
        }

        var code = Text(holder, "code") ?? "";
        var name = Text(holder, "name");
        if ((code.Length > 0 || name is not null) && !HasCounterpart(systems, code, content))
        {
            Tally(code, name).Add(systems, name, at);
        }
    }

    /// <summary>Counts records that wait in quarantine for a code.</summary>
    /// <param name="system">Their system.</param>
    /// <param name="code">The code as the system writes it.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">When the first was seen.</param>
    /// <param name="last">When the last was seen.</param>
    public void AddWaiting(string system, string code, long count, DateTimeOffset first, DateTimeOffset last)
    {
        if (!Known(system).Contains(code))
        {
            Tally(code, null).AddWaiting(system, count, first, last);
        }
    }

    /// <summary>What has no counterpart, those with the most cases and records first.</summary>
    public IReadOnlyList<UnmatchedCode> Groups() =>
        [.. _tallies.Values.Select(t => t.Result()).OrderByDescending(g => g.Cases + g.Quarantined).ThenBy(g => g.Code, StringComparer.Ordinal).ThenBy(g => g.Name, StringComparer.Ordinal)];

    private static string? HolderOf(string table) => table switch
    {
        "items" => "item",
        "departments" => "department",
        "regions" => "region",
        _ => null,
    };

    // A code that came through a table has its counterpart already: the code of the source stands beside it.
    private bool HasCounterpart(IReadOnlyList<string> systems, string code, JsonElement content) =>
        (content.TryGetProperty("raw", out var raw) && raw.TryGetProperty(_group + ".code", out _))
        || IsNational(code)
        || systems.Any(s => Known(s).Contains(code));

    private bool IsNational(string code) => _group switch
    {
        "item" => code.Length is 10 or 12 or 24 or 31 or 33 && ItemCode.Check(code) is IdentifierFault.None or IdentifierFault.UnknownRegion,
        "department" => Uscc.Check(code) is IdentifierFault.None or IdentifierFault.UnknownRegion,
        _ => false,
    };

    private HashSet<string> Known(string system)
    {
        if (!_known.TryGetValue(system, out var known))
        {
            _known[system] = known = (_files.Find(system, table)?.Rows ?? []).SelectMany(r => new[] { r.Raw, r.Canonical }).ToHashSet(StringComparer.Ordinal);
            if (_files.Shared(table) is { } shared)
            {
                known.UnionWith(shared.Rows.Select(r => r.Canonical));
            }
        }

        return known;
    }

    private UnmatchedTally Tally(string code, string? name)
    {
        var key = code.Length > 0 ? code : "\n" + name;
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies[key] = tally = new UnmatchedTally(code);
        }

        return tally;
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
