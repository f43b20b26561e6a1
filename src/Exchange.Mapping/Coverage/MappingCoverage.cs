using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Mapping.Testing;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Coverage;

/// <summary>Finds what samples and tests leave open: fields never read or set, codes without a row, branches without a test.</summary>
public static class MappingCoverage
{
    /// <summary>Looks some mappings over.</summary>
    /// <param name="catalog">The mappings, loaded from the same roots.</param>
    /// <param name="roots">Folders that contain <c>mappings/</c> and <c>connectors/</c>; what an earlier one holds wins.</param>
    /// <param name="pathsOrIds">Files, folders, systems or ids; <see langword="null"/> or empty for all.</param>
    /// <param name="usedElsewhere">The paths that the stream of a mapping uses itself (keys, cursor, ignored fields).</param>
    /// <exception cref="Abstractions.Failures.ExchangeException">A path or id names no mapping (configuration).</exception>
    public static IReadOnlyList<CoverageReport> Run(
        MappingCatalog catalog, IReadOnlyList<string> roots, IReadOnlyList<string>? pathsOrIds, Func<string, IEnumerable<string>> usedElsewhere)
    {
        var codes = new CodeFiles(roots, new ProblemList());
        return [.. MappingSelection.Of(roots, pathsOrIds).Select(f => Run(f, catalog.Find(f.Id), codes, roots, usedElsewhere(f.Id)))];
    }

    private static CoverageReport Run(MappingFile file, CompiledMapping? mapping, CodeFiles codes, IReadOnlyList<string> roots, IEnumerable<string> usedElsewhere)
    {
        var outline = MappingOutline.Read(file);
        IReadOnlyList<MappingTest> tests = File.Exists(file.TestsPath) ? MappingTestFile.Read(file.TestsPath, new ProblemList()) : [];
        var samples = SampleFiles.Find(roots, file.Id).SelectMany(SampleFiles.Read).ToArray();
        var fields = new SourceFields();
        var seen = new SeenCodes();
        foreach (var sample in samples)
        {
            fields.Add(mapping?.Expanded(sample) ?? sample);
            seen.Add(mapping?.Map(sample), []);
        }

        var tested = new BranchCoverage(outline, codes);
        foreach (var test in tests)
        {
            var input = YamlJson.Write(test.Input);
            var outcome = mapping?.Map(input);
            var expanded = mapping?.Expanded(input) ?? input;
            fields.Add(expanded);
            seen.Add(outcome, test.Errors.Concat(test.Warnings ?? []).Where(e => e.Reason == FieldReasons.UnmappedCode).Select(e => e.Field));
            using var document = JsonDocument.Parse(expanded);
            tested.Add(test, document.RootElement, outcome);
        }

        var untested = tested.Untested(out var branches);
        var used = usedElsewhere.ToHashSet(StringComparer.Ordinal);
        return new CoverageReport
        {
            Id = file.Id,
            File = file.ShownAs,
            Samples = samples.Length,
            Tests = tests.Count,
            SourceFields = fields.Paths.Count(),
            UnreadFields = [.. fields.Paths.Where(p => !IsRead(p, outline, used)).Order(StringComparer.Ordinal)],
            UnsetFields = outline.Outbound ? [] : [.. Unset(outline)],
            UnmappedCodes = [.. seen.Unmapped.Select(u => new UnmappedCode(u.Key.Field, outline.TableOf(u.Key.Field) ?? "", u.Key.Value, u.Value))],
            Branches = branches,
            UntestedBranches = untested,
        };
    }

    // A text that holds a structure is read as a whole, and so is an empty holder of fields that are read; the hub adds what it
    // needs to a case on its way out.
    private static bool IsRead(string path, MappingOutline outline, HashSet<string> used) =>
        outline.Reads.Contains(path) || outline.Reads.Any(r => r.StartsWith(path + ".", StringComparison.Ordinal))
        || used.Contains(path) || used.Any(u => path.StartsWith(u + ".", StringComparison.Ordinal))
        || outline.LeftOut.Contains(path) || path.Split('.').Any(outline.LeftOut.Contains)
        || (outline.Outbound && path.StartsWith("hub.", StringComparison.Ordinal));

    private static IEnumerable<string> Unset(MappingOutline outline)
    {
        var set = outline.Fields.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        bool Has(string path) => set.Contains(path) || set.Any(s => s.StartsWith(path + ".", StringComparison.Ordinal));
        foreach (var field in SchemaCatalog.CaseV1.Fields.Where(f => outline.Base.Length == 0 || f.Path.StartsWith(outline.Base + ".", StringComparison.Ordinal)))
        {
            var list = field.Parent;
            while (list is not null && (list.Type != SchemaType.List || list.Path == outline.Base))
            {
                list = list.Parent;
            }

            // Of a list that is not made at all its name says enough.
            if (field.Type is not (SchemaType.Group or SchemaType.Raw) && !Has(field.Path) && (list is null || Has(list.Path)))
            {
                yield return field.Path;
            }
        }
    }
}
