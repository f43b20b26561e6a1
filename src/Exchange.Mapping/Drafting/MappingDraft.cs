using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Mapping.Codes;
using Exchange.Mapping.Drafting.Lexicon;
using Exchange.Mapping.Drafting.Plans;
using Exchange.Mapping.Drafting.Samples;
using Exchange.Mapping.Drafting.Writing;
using Exchange.Schema.Cases;

namespace Exchange.Mapping.Drafting;

/// <summary>Proposes a mapping for sample records; what it does not know it leaves as a marked gap.</summary>
public static class MappingDraft
{
    /// <summary>Drafts a mapping.</summary>
    /// <param name="request">The samples and what is known of them.</param>
    /// <exception cref="ExchangeException">The part is none.</exception>
    public static DraftResult Propose(DraftRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Part is { } asked && !CaseParts.All.Contains(asked))
        {
            throw new ExchangeException(FailureKind.Configuration, $"'{asked}' is no part of a case.", $"Known: {string.Join(", ", CaseParts.All)}.");
        }

        var lexicon = request.WithoutOrigin is { } origin ? DraftLexicon.Without(origin) : DraftLexicon.Default;
        var planner = new ScopePlanner(lexicon);
        var scope = SampleScope.Of(request.Records);
        var plan = planner.PlanRecords(scope, request.Part ?? planner.GuessPart(scope));

        // Faults of code tables are for lint to tell; a draft uses what can be read.
        var codes = new CodeDraft(request.System, new CodeFiles(request.Roots, new ProblemList()), lexicon);
        return new DraftWriter(request, codes).Write(plan);
    }

    /// <summary>Reads sample records.</summary>
    /// <param name="path">A JSON file (a list, one record, a reply with a list in it, or one record a line), or a folder of such files.</param>
    /// <exception cref="ExchangeException">There are none, or they are not JSON.</exception>
    public static IReadOnlyList<System.Text.Json.JsonElement> ReadSamples(string path) => SampleFile.Read(path);
}
