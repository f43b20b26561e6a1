using Exchange.Mapping.Drafting.Lexicon;
using Exchange.Mapping.Drafting.Names;
using Exchange.Mapping.Drafting.Samples;
using Exchange.Mapping.Drafting.Values;
using Exchange.Schema.Cases;
using Exchange.Schema.Catalog;

namespace Exchange.Mapping.Drafting.Plans;

/// <summary>Decides for every field of a scope which field of the case it is, or that nobody can say.</summary>
internal sealed class ScopePlanner(DraftLexicon lexicon)
{
    private const double Enough = 0.56;
    private const double SecondChoice = 0.16;
    private readonly NameReader _names = new(lexicon);
    private readonly Dictionary<SampleField, ValueFacts> _facts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Plans the records of a stream.</summary>
    public ScopePlan PlanRecords(SampleScope scope, string part)
    {
        var (chosen, gaps) = Choose(scope, part);
        var lists = new List<ScopePlan>();
        foreach (var list in scope.Lists)
        {
            if (part != CaseParts.Case)
            {
                gaps.Add(new DraftGap(list.Path, "a list inside a part of a case; make it a stream of its own"));
            }
            else if (ListPart(list) is { } ofList && lists.All(l => l.Part != ofList))
            {
                lists.Add(PlanList(list, ofList));
            }
            else
            {
                gaps.Add(new DraftGap(list.Path, "a list of a kind nobody has named"));
            }
        }

        return new ScopePlan(part, "", scope, chosen, gaps, lists);
    }

    /// <summary>The part that records of a stream are.</summary>
    public string GuessPart(SampleScope scope)
    {
        var asCase = Choose(scope, CaseParts.Case).Chosen;
        var own = asCase.Count(c => !c.Target.StartsWith("result.", StringComparison.Ordinal) && c.Target is not ("sourceCaseNo" or "remark" or "numbers.national" or "region.code"));
        var head = asCase.Any(c => c.Target == "item.code") || (asCase.Any(c => c.Target == "appliedAt") && asCase.Any(c => c.Target == "applicant.name"));
        var best = CaseParts.Case;
        var most = head ? asCase.Sum(c => c.Score) + 1 : own;
        foreach (var part in CaseParts.All.Where(p => p != CaseParts.Case))
        {
            var score = Choose(scope, part).Chosen.Where(c => c.Target != "key").Sum(c => c.Score);
            if (score > most + 0.01)
            {
                (best, most) = (part, score);
            }
        }

        return best;
    }

    private ScopePlan PlanList(SampleScope scope, string part)
    {
        var (chosen, gaps) = Choose(scope, part);
        gaps.AddRange(scope.Lists.Select(l => new DraftGap(l.Path, "a list inside a list")));
        return new ScopePlan(part, CaseParts.PathOf(part)!, scope, chosen, gaps, []);
    }

    private string? ListPart(SampleScope scope)
    {
        var named = _names.Read(scope.Name, null, "list").Where(m => m.Rule.Part == "list").OrderByDescending(m => m.Quality * m.Rule.Weight);
        foreach (var match in named)
        {
            if (CaseParts.All.FirstOrDefault(p => CaseParts.PathOf(p) == match.Rule.Target) is { } part
                && SchemaCatalog.CaseV1.Find(match.Rule.Target)?.Type == SchemaType.List
                && Choose(scope, part).Chosen.Count >= Math.Min(2, scope.Fields.Count))
            {
                return part;
            }
        }

        var ranked = CaseParts.All
            .Where(p => SchemaCatalog.CaseV1.Find(CaseParts.PathOf(p)!)?.Type == SchemaType.List)
            .Select(p => (Part: p, Score: Choose(scope, p).Chosen.Where(c => c.Score > 0.8).Sum(c => c.Score)))
            .OrderByDescending(p => p.Score).ToList();
        return ranked.Count > 0 && ranked[0].Score > 1.7 && (ranked.Count == 1 || ranked[0].Score > ranked[1].Score + 0.3) ? ranked[0].Part : null;
    }

    private (List<Candidate> Chosen, List<DraftGap> Gaps) Choose(SampleScope scope, string part)
    {
        var all = scope.Fields.ToDictionary(f => f, f => Candidates(f, part));
        var order = all.Values.SelectMany(c => c).Where(c => c.Score >= Enough)
            .OrderByDescending(c => c.Score).ThenByDescending(c => Certainty(c.Match.Rule.Shape)).ThenByDescending(c => c.Facts.Values.Count).ThenBy(c => c.Source.Path, StringComparer.Ordinal).ToList();
        var strong = order.GroupBy(c => c.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var taken = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var used = new Dictionary<SampleField, Candidate>(ReferenceEqualityComparer.Instance);
        foreach (var candidate in order)
        {
            if (used.ContainsKey(candidate.Source) || taken.ContainsKey(candidate.Target) || !NeedsMet(candidate, part, strong))
            {
                continue;
            }

            var best = all[candidate.Source].Where(c => NeedsMet(c, part, strong)).Max(c => c.Score);
            if (candidate.Score < best - SecondChoice)
            {
                continue;
            }

            taken[candidate.Target] = candidate;
            used[candidate.Source] = candidate;
        }

        var gaps = new List<DraftGap>();
        foreach (var field in scope.Fields.Where(f => !used.ContainsKey(f)))
        {
            var rival = all[field].Where(c => c.Score >= Enough).MaxBy(c => c.Score);
            gaps.Add(new DraftGap(field.Path, rival is not null && taken.TryGetValue(rival.Target, out var winner)
                ? $"reads like {rival.Target}, which {winner.Source.Path} already is"
                : part != CaseParts.Case && IsCaseNumber(field) ? "the number of the case: name it as caseKey of the stream; a part has no field for it"
                : GapText(field)));
        }

        return ([.. used.Values.OrderBy(c => c.Field.Order)], gaps);
    }

    private List<Candidate> Candidates(SampleField field, string part)
    {
        if (field.HasList)
        {
            return [];
        }

        if (!_facts.TryGetValue(field, out var facts))
        {
            _facts[field] = facts = new ValueFacts(field);
        }

        // A path cannot address such a name.
        if (field.Path.AsSpan().IndexOfAny("[]$") >= 0 || field.Name.Contains('.', StringComparison.Ordinal) || field.Groups.Any(g => g.Length == 0 || g.Contains('.', StringComparison.Ordinal)))
        {
            return [];
        }

        var owner = field.Groups.Select(_names.Owner).LastOrDefault(o => o is not null);
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var match in _names.Read(field.Name, owner, part))
        {
            if (match.Rule.Part != part || SchemaCatalog.CaseV1.Find(part == CaseParts.Case ? match.Rule.Target : $"{CaseParts.PathOf(part)}.{match.Rule.Target}") is not { } schema)
            {
                continue;
            }

            var (factor, seen) = ShapeFit.Of(match.Rule.Shape, facts, schema);
            var score = match.Quality * match.Rule.Weight * factor;
            var target = match.Rule.Target;
            if (score > 0 && (!found.TryGetValue(target, out var known) || known.Score < score))
            {
                found[target] = new Candidate(field, facts, match, schema, target, Math.Round(score, 3), seen);
            }
        }

        return [.. found.Values];
    }

    private static bool NeedsMet(Candidate candidate, string part, Dictionary<string, List<Candidate>> strong)
    {
        var needs = candidate.Match.Rule.Needs;
        if (needs.Length == 0)
        {
            return true;
        }

        var target = needs.TrimStart('!');
        target = target.StartsWith(part + ".", StringComparison.Ordinal) ? target[(part.Length + 1)..] : target;
        var exists = strong.TryGetValue(target, out var others) && others.Any(o => !ReferenceEquals(o.Source, candidate.Source) && o.Match.Rule.Needs.Length == 0);
        return exists != needs.StartsWith('!');
    }

    private bool IsCaseNumber(SampleField field) =>
        _names.Read(field.Name, null, CaseParts.Case).Any(m => m.Rule.Target is "sourceCaseNo" or "numbers.national" && m.Rule.Needs.Length == 0 && m.Quality * m.Rule.Weight > 0.7);

    private string GapText(SampleField field)
    {
        if (field.HasList)
        {
            return "a list of plain values";
        }

        var facts = _facts[field];
        var looks = facts.IsEmpty ? "no values in the samples"
            : facts.PlainlyTimes ? $"times as {string.Join(", ", facts.Times)}"
            : facts.IdNumbers > 0.5 ? "identity numbers" : facts.Usccs > 0.5 ? "credit codes" : facts.Mobiles > 0.5 ? "mobile numbers"
            : facts.PlainItems > 0.5 ? "item codes" : facts.Distinct.Count == 1 ? "always the same value" : $"{facts.Distinct.Count} different values";
        return $"the name says nothing known; {looks}";
    }

    private static int Certainty(string shape) => shape switch
    {
        "time" or "idno" or "phone" or "itemcode" or "region" => 3,
        "deptcode" or "number" or "flag" => 2,
        "code" or "key" => 1,
        _ => 0,
    };
}
