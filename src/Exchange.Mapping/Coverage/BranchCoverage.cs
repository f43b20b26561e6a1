using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Outlines;
using Exchange.Mapping.Samples;
using Exchange.Mapping.Sources;
using Exchange.Mapping.Testing;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Coverage;

/// <summary>Which branches of the operators of a mapping its tests go through.</summary>
internal sealed class BranchCoverage(MappingOutline outline, CodeFiles codes)
{
    private readonly SourceFields _inputs = new();
    private readonly HashSet<(string Field, string Code)> _codes = [];
    private readonly HashSet<(string Field, string Reason)> _reasons = [];
    private readonly HashSet<WhenBranch> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a test.</summary>
    public void Add(MappingTest test, JsonElement input, MappingOutcome? outcome)
    {
        _inputs.Add(JsonSerializer.SerializeToUtf8Bytes(input));
        foreach (var error in test.Errors.Concat(test.Warnings ?? []))
        {
            _reasons.Add((Whole(error.Field), error.Reason));
        }

        if (outcome is { Ok: true })
        {
            using var content = JsonDocument.Parse(outcome.Content);
            AddRaw(content.RootElement, "");
        }

        foreach (var field in outline.Fields.Where(f => f.Choices.Count > 0))
        {
            foreach (var item in SourceFields.Items(input, field.Scope))
            {
                _taken.UnionWith(field.Choices.Select(c => c.FirstOrDefault(b => Holds(b, item, input))).OfType<WhenBranch>());
            }
        }
    }

    /// <summary>The branches without a test, in the order of the file.</summary>
    /// <param name="all">How many branches there are.</param>
    public IReadOnlyList<UntestedBranch> Untested(out int all)
    {
        var untested = new List<UntestedBranch>();
        var count = 0;
        foreach (var field in outline.Fields)
        {
            foreach (var table in field.Tables)
            {
                AddCodes(field, table, Judge);
            }

            if (field.Required)
            {
                Judge(_reasons.Contains((field.Path, FieldReasons.Missing)), new UntestedBranch(field.Path, "required", "an empty value", field.Line));
            }

            if (field.Check is { } check)
            {
                Judge(_reasons.Contains((field.Path, FieldReasons.BadCheck)), new UntestedBranch(field.Path, "check", $"a value that fails {check}", field.Line));
            }

            foreach (var branch in field.Choices.SelectMany(c => c))
            {
                Judge(_taken.Contains(branch), new UntestedBranch(field.Path, "when", branch.Label, branch.Line));
            }
        }

        all = count;
        return untested;

        void Judge(bool tested, UntestedBranch branch)
        {
            count++;
            if (!tested)
            {
                untested.Add(branch);
            }
        }
    }

    // Every row of a system's own table is a decision of this mapping; of a table for all systems, or of a register of items or
    // departments, one row shows that it is used rightly.
    private void AddCodes(FieldOutline field, string name, Action<bool, UntestedBranch> judge)
    {
        if (codes.Find(outline.System, name) is not { } table)
        {
            return;
        }

        var words = table.Rows.Select(r => outline.Outbound ? r.Canonical : r.Raw).Distinct(StringComparer.Ordinal).ToArray();
        var own = Path.GetFileName(table.File) == "codes.csv" && (outline.Outbound || SchemaCatalog.CaseV1.Find(field.Path)?.CodeSet is not null);
        if (own)
        {
            foreach (var word in words)
            {
                judge(Tested(field, word), new UntestedBranch(field.Path, "code", $"{name} {word}", field.Line));
            }
        }
        else
        {
            judge(words.Any(w => Tested(field, w)), new UntestedBranch(field.Path, "code", $"any row of {name}", field.Line));
        }

        judge(_reasons.Contains((field.Path, FieldReasons.UnmappedCode)), new UntestedBranch(field.Path, "code", $"a code that is not in {name}", field.Line));
    }

    private bool Tested(FieldOutline field, string word) =>
        _codes.Contains((field.Path, word)) || field.Sources.Exists(s => _inputs.Saw(s, word));

    private string Whole(string written)
    {
        if (written.StartsWith("case.", StringComparison.Ordinal))
        {
            return written["case.".Length..];
        }

        return outline.Base.Length == 0 || written.StartsWith(outline.Base + ".", StringComparison.Ordinal) || outline.Fields.Exists(f => f.Path == written)
            ? written
            : $"{outline.Base}.{written}";
    }

    private void AddRaw(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddRaw(item, path);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    if (property.Name == "raw" && property.Value.ValueKind == JsonValueKind.Object)
                    {
                        foreach (var raw in property.Value.EnumerateObject())
                        {
                            _codes.Add((Join(path, raw.Name), raw.Value.ToString()));
                        }
                    }
                    else
                    {
                        AddRaw(property.Value, Join(path, property.Name));
                    }
                }

                break;
        }
    }

    private bool Holds(WhenBranch branch, JsonElement item, JsonElement record) =>
        branch.Condition is null || branch.Condition.Entries.All(e => Holds(e.Value, e.Key == SourcePath.Itself ? item.ToString() : Text(e.Key, item, record)));

    private string? Text(string path, JsonElement item, JsonElement record) =>
        SourcePath.Parse(path, outline.Outbound) is { } parsed ? SourceFields.Text(parsed.FromRoot ? record : item, parsed) : null;

    private bool Holds(ConfigNode expected, string? actual)
    {
        var text = actual?.Trim() is { Length: > 0 } trimmed && !outline.Nulls.Contains(trimmed) ? trimmed : null;
        return expected switch
        {
            ConfigScalar { Value: null } => text is null,
            ConfigScalar scalar => text == scalar.Value,
            ConfigList list => list.Items.Any(i => Holds(i, actual)),
            ConfigMap map when map.Find("not") is { } not => !Holds(not.Value, actual),
            _ => false,
        };
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
