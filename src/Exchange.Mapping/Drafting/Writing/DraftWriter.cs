using System.Globalization;
using System.Text;
using Exchange.Mapping.Drafting.Plans;
using Exchange.Mapping.Drafting.Values;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Writing;

/// <summary>Writes a plan as a mapping file with the reason of every line.</summary>
internal sealed class DraftWriter(DraftRequest request, CodeDraft codes)
{
    private static readonly string[] MustHave = ["sourceCaseNo", "item.code", "status"];
    private readonly StringBuilder _text = new();
    private readonly List<DraftField> _fields = [];
    private readonly List<DraftGap> _gaps = [];
    private readonly SortedDictionary<(string Table, string Raw), (string Canonical, string Label)> _known = [];
    private readonly SortedDictionary<(string Table, string Raw), string> _open = [];

    /// <summary>The draft.</summary>
    public DraftResult Write(ScopePlan plan)
    {
        var id = $"{request.System}/{request.Stream}";
        Line($"# Draft from {request.Records.Count} sample records: read every line, fill the gaps, then write tests beside it.");
        Line($"from: {Quoted(id)}");
        Line($"to: case/v1{(plan.Part == CaseParts.Case ? "" : "#" + plan.Part)}");
        Line($"timeZone: {request.TimeZone}");
        Line($"nulls: [{string.Join(", ", Nulls(plan).Select(n => $"\"{Escaped(n)}\""))}]");
        Line("fields:");
        Fields(plan, "  ", "", "");
        if (plan.Part == CaseParts.Case)
        {
            foreach (var missing in MustHave.Where(m => plan.Chosen.All(c => c.Target != m)))
            {
                Line($"  {missing}: {{ from: GAP_{missing.Replace('.', '_')}, required: true }}  # gap: no field of the samples is it; until it is named, every record goes to quarantine");
                _gaps.Add(new DraftGap(missing, "required, and no field of the samples is it"));
            }
        }

        foreach (var list in plan.Lists.Where(l => l.Chosen.Count > 0))
        {
            Line($"  {list.List}:");
            Line($"    each: {Quoted(list.Scope.Path)}");
            Line("    fields:");
            Fields(list, "      ", $"{list.Scope.Path}.", $"{list.List}.");
        }

        _gaps.AddRange(plan.Gaps);
        _gaps.AddRange(plan.Lists.SelectMany(l => l.Gaps.Select(g => g with { Source = $"{l.Scope.Path}.{g.Source}" })));
        if (_gaps.Count > 0)
        {
            Line("# Gaps, for a person to decide:");
            foreach (var gap in _gaps)
            {
                Line($"#   {OneLine(gap.Source)}: {OneLine(gap.Why)}");
            }
        }

        return new DraftResult(id, plan.Part, _text.ToString(), KnownCodes(), OpenCodes(), _fields, _gaps);
    }

    private static SortedSet<string> Nulls(ScopePlan plan)
    {
        var nulls = new SortedSet<string>(StringComparer.Ordinal) { "" };
        nulls.UnionWith(plan.Chosen.SelectMany(c => c.Facts.Nulls));
        nulls.UnionWith(plan.Lists.SelectMany(l => l.Chosen).SelectMany(c => c.Facts.Nulls));
        return nulls;
    }

    private void Fields(ScopePlan plan, string indent, string sourceBefore, string targetBefore)
    {
        var hasIdType = plan.Chosen.Select(c => c.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var candidate in plan.Chosen)
        {
            var reason = candidate.Reason;
            var operators = new StringBuilder($"from: {Quoted(candidate.Source.Path)}");
            Clean(candidate, hasIdType, operators);
            reason = Convert(candidate, plan, operators, reason);
            if (MustHave.Contains(candidate.Target) && plan.Part == CaseParts.Case)
            {
                operators.Append(", required: true");
            }

            var confidence = candidate.Score.ToString("0.00", CultureInfo.InvariantCulture);
            Line($"{indent}{candidate.Target}: {{ {operators} }}  # {confidence} {OneLine(reason)}");
            _fields.Add(new DraftField(sourceBefore + candidate.Source.Path, targetBefore + candidate.Target, candidate.Field.Path, Math.Round(candidate.Score, 2), reason));
        }
    }

    private static void Clean(Candidate candidate, HashSet<string> targets, StringBuilder operators)
    {
        var facts = candidate.Facts;
        switch (candidate.Match.Rule.Shape)
        {
            case "idno":
                operators.Append(", clean: [trim, halfWidth, upper]");
                var type = candidate.Target.Contains("idNo", StringComparison.Ordinal) ? candidate.Target.Replace("idNo", "idType", StringComparison.Ordinal) : "";
                if (type.Length > 0 && targets.Contains(type) && facts.IdNumbers + facts.Usccs > 0.9)
                {
                    operators.Append(", check: document");
                }
                else if (facts.IdNumbers >= 1 || facts.Usccs >= 1)
                {
                    operators.Append(facts.IdNumbers >= 1 ? ", check: idNumber" : ", check: uscc");
                }

                break;
            case "phone":
                operators.Append(", clean: [trim, halfWidth]");
                operators.Append(facts.Mobiles >= 0.99 ? ", check: mobile, onError: warn" : "");
                break;
            case "itemcode":
                operators.Append(facts.Items >= 1 ? ", clean: [trim, upper], check: itemCode" : ", clean: [trim, upper]");
                break;
            case "deptcode":
                operators.Append(facts.Usccs >= 1 ? ", clean: [trim, upper], check: uscc" : ", clean: trim");
                break;
            case "person":
            case "name" when candidate.Field.Personal:
                operators.Append(", clean: [nbsp, collapse]");
                break;
        }
    }

    private string Convert(Candidate candidate, ScopePlan plan, StringBuilder operators, string reason)
    {
        switch (candidate.Field.Type)
        {
            case SchemaType.Date or SchemaType.DateTime:
                var key = candidate.Field.Type == SchemaType.Date ? "date" : "datetime";
                var formats = candidate.Facts.NamedTimes;
                if (formats.Count == 0)
                {
                    _gaps.Add(new DraftGap(candidate.Source.Path, "no sample has a time in it: declare how it is written"));
                    formats = ["yyyy-MM-dd HH:mm:ss"];
                }

                operators.Append(CultureInfo.InvariantCulture, $", {key}: [{string.Join(", ", formats.Select(f => $"\"{f}\""))}]");
                return reason;
            case SchemaType.Number or SchemaType.Integer:
                operators.Append(candidate.Facts.Values.Any(v => v.Contains(',', StringComparison.Ordinal)) ? ", number: grouped" : ", number: plain");
                return reason;
            case SchemaType.Code or SchemaType.Flag:
                var proposal = codes.Propose(candidate, plan.Scope);
                Keep(proposal, candidate);
                if (proposal.Table is not null)
                {
                    operators.Append(CultureInfo.InvariantCulture, $", code: {proposal.Table}");
                }
                else if (proposal.Open.Count > 0 && candidate.Target != "status")
                {
                    // Without a table the value is kept beside the empty field and told, and nothing is made up.
                    operators.Append(", onError: warn");
                }

                return proposal.Note.Length == 0 ? reason : $"{reason}; {proposal.Note}";
            default:
                return reason;
        }
    }

    private void Keep(CodeProposal proposal, Candidate candidate)
    {
        var table = candidate.Field.CodeSet ?? "yes-no";
        foreach (var (raw, canonical, label) in proposal.Known)
        {
            _known[(table, raw)] = (canonical, label);
        }

        foreach (var (raw, label) in proposal.Open)
        {
            _open[(table, raw)] = label;
        }

        if (proposal.Open.Count > 0)
        {
            _gaps.Add(new DraftGap(candidate.Source.Path, $"{candidate.Target}: fill {table} in codes.csv; {proposal.Note}"));
        }
    }

    private string KnownCodes() => _known.Count == 0 ? "" : Csv(_known.Select(k => (k.Key.Table, k.Key.Raw, k.Value.Canonical, k.Value.Label)));

    private string OpenCodes() => _open.Count == 0 ? "" : Csv(_open.Where(o => !_known.ContainsKey(o.Key)).Select(o => (o.Key.Table, o.Key.Raw, "", o.Value)));

    private static string Csv(IEnumerable<(string Table, string Raw, string Canonical, string Label)> rows) =>
        "table,raw,canonical,label,from,to\n" + string.Concat(rows.Select(r => $"{r.Table},{Cell(r.Raw)},{r.Canonical},{Cell(r.Label)},,\n"));

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Quoted(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '/' or '-') && char.IsLetter(path[0]) ? path : $"\"{Escaped(path)}\"";

    private static string Escaped(string text) => OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    private void Line(string text) => _text.Append(text).Append('\n');
}
