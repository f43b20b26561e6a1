using System.Text.Json;
using Exchange.Abstractions.Security;
using Exchange.Schema.Cases;
using Exchange.Schema.Invariants;

namespace Exchange.Pipeline.Registry;

/// <summary>What is out of order about a case as a whole: nothing is held back for it, and whoever looks at the case is told.</summary>
/// <param name="reader">Reads the case.</param>
/// <param name="sealer">Opens its content.</param>
public sealed class CaseNotices(ICaseReader reader, ISealer sealer)
{
    /// <summary>The notices about a case; none where it has no content.</summary>
    /// <param name="view">The case.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<CaseNotice>> ReadAsync(CaseView view, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view is not { Known: true, Sealed: { } content })
        {
            return [];
        }

        using var document = JsonDocument.Parse(sealer.Open(content, SealedPlace.Version(view.CaseId, view.SealedVersion)));
        var notices = CaseInvariants.Check(document.RootElement).ToList();
        var heads = await reader.ReadHeadsAsync(view.CaseId, cancellationToken).ConfigureAwait(false);
        if (heads.Count > 1)
        {
            notices.AddRange(CaseInvariants.CheckAcceptances([.. heads.Select(h => Open(h, view.CaseId)).OfType<Case>()]));
        }

        notices.AddRange(CaseInvariants.CheckStates(await reader.ReadStatesAsync(view.CaseId, cancellationToken).ConfigureAwait(false)));
        return notices;
    }

    private Case? Open(CaseContribution head, long caseId) =>
        JsonSerializer.Deserialize(new WorkContribution(head).Open(sealer, caseId).Span, CaseJsonContext.Default.Case);
}
