using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Checks;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Compilation;
using Exchange.Mapping.Plans;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Operators;

/// <summary><c>code: table</c>: raw to canonical, outbound canonical to raw.</summary>
internal sealed class CodeFactory : IFieldOperatorFactory
{
    private static readonly string[] FlagWords = ["true", "false"];

    /// <summary>The times whose day decides which validity of a code counts, in this order.</summary>
    private static readonly string[] DecidingTimes = ["appliedAt", "acceptedAt", "events.startedAt", "events.endedAt", "result.at"];

    public string Key => "code";

    public OperatorPhase Phase => OperatorPhase.Convert;

    public OperatorReference Reference { get; } = new(
        "Replaces the raw code by the canonical word; outbound the other way round. The raw code is kept under raw. An unknown code is an error, never a default.",
        "status: { from: bjzt, code: case-status }",
        ("table", "a table of the system's codes.csv, otherwise mappings/codes/<table>.csv"));

    public IFieldOperator? Build(ConfigNode node, FieldScope scope)
    {
        if (scope.Text(node, Key) is not { } name)
        {
            return null;
        }

        if (scope.Mapping.Codes.Find(scope.Mapping.System, name) is not { } table)
        {
            if (scope.Mapping.Codes.Unreadable(scope.Mapping.System) is { } unreadable)
            {
                scope.Error(node.Location, $"the code table '{name}' was looked for in {unreadable}, which has no table that can be read.", "Mend that file first.");
                return null;
            }

            var known = scope.Mapping.Codes.Names(scope.Mapping.System);
            scope.Unknown(node.Location, $"there is no code table '{name}' in mappings/{scope.Mapping.System}/codes.csv nor as mappings/codes/{name}.csv", name, known);
            return null;
        }

        scope.Mapping.UsedTables[name] = table;
        scope.HasConversion = true;
        scope.Coded = true;
        if (scope.Mapping.Outbound)
        {
            var words = scope.Source is { CodeSet: { } set } ? CodeSets.Words(set) : null;
            Judge(words, scope.Source?.CodeSet);
            return new OutboundCodeOperator(table);
        }

        switch (scope.Target?.Type)
        {
            case SchemaType.Code:
                Judge(CodeSets.Words(scope.Target.CodeSet!), scope.Target.CodeSet);
                break;
            case SchemaType.Flag:
                Judge(FlagWords, "a flag");
                break;
            case SchemaType.Text or null:
                Judge(null, null);
                JudgeCrossWalk(table, name, scope);
                break;
            default:
                scope.Error(node.Location, $"'code' does not fit the field, which is a {FieldScope.Name(scope.Target.Type)}.", "Remove 'code'.");
                return null;
        }

        var code = new CodeOperator(table);
        if (table.Rows.Any(r => r.Dated))
        {
            scope.Stage = Math.Max(scope.Stage, 1);
            scope.Builder.WhenComplete(fields => code.Deciding = Deciding(scope.Builder, fields));
        }

        return code;

        void Judge(IReadOnlyList<string>? words, string? use)
        {
            if (!table.Judge(words, use, scope.Mapping.Outbound, scope.Problems) && !scope.Problems.HasErrors)
            {
                scope.Error(node.Location, $"the code table '{name}' has errors.", $"Mend {table.File}.");
            }
        }
    }

    // What a cross-walk leads to must be a code of the other register: as the field's check says, or as its name does.
    private static void JudgeCrossWalk(CodeTable table, string name, FieldScope scope)
    {
        var check = (scope.Beside("check") as ConfigScalar)?.Value ?? (name == "items" && scope.Target?.Path == "item.code" ? "itemCode" : null);
        if (check is not null && ValueChecks.Find(check) is { } known)
        {
            table.JudgeCanonical(code => known.Test(code) is IdentifierFault.None or IdentifierFault.UnknownRegion, check, scope.Problems);
        }
        else if (name == "regions" && scope.Target?.Path == "region.code")
        {
            table.JudgeCanonical(code => code.Length is 6 or 9 or 12 && code.All(char.IsAsciiDigit), "the form of a region (6, 9 or 12 digits)", scope.Problems);
        }
    }

    private static (int Frame, int Index)? Deciding(ScopeBuilder builder, IReadOnlyList<FieldPlan> fields)
    {
        foreach (var path in DecidingTimes)
        {
            if (fields.FirstOrDefault(f => f.Path == path) is { } own)
            {
                return (builder.Frame, own.Index);
            }

            if (builder.Root.Fields.Find(f => f.Path == path) is { } outer)
            {
                return (builder.Root.Frame, outer.Index);
            }
        }

        return null;
    }
}
