using System.Text.Json;
using Exchange.Schema.Cases;
using Exchange.Schema.Identifiers;

namespace Exchange.Schema.Invariants;

/// <summary>
/// What holds of every case in order. A case is put together from many records, of which each may be right by itself: what is
/// wrong between them is no error of any one, so it is told as notices on the case and the case goes on.
/// </summary>
public static class CaseInvariants
{
    private static readonly CaseRule ResultAfterAcceptance =
        new("result-has-acceptance", NoticeSeverity.Warning, "A case with a result was accepted.");

    private static readonly CaseRule DeliveryAfterResult =
        new("delivery-after-result", NoticeSeverity.Warning, "Nothing is delivered before there is a result.");

    private static readonly CaseRule EvaluationAfterDelivery =
        new("evaluation-after-delivery", NoticeSeverity.Warning, "A case is evaluated after its result, and after its delivery where it has one.");

    private static readonly CaseRule PauseInside =
        new("pause-inside-handling", NoticeSeverity.Warning, "A pause lies between acceptance (a supplement: application) and result.");

    private static readonly CaseRule PausesApart =
        new("pauses-apart", NoticeSeverity.Warning, "Two pauses of one case do not overlap.");

    private static readonly CaseRule GrantedHasLicence =
        new("granted-has-licence", NoticeSeverity.Warning, "A finished case that was granted with a licence names its number.");

    private static readonly CaseRule RefusedHasReason =
        new("refused-has-reason", NoticeSeverity.Warning, "A refusal gives its reason.");

    private static readonly CaseRule ImmediateSameDay =
        new("immediate-same-day", NoticeSeverity.Warning, "A case finished at once is promised for the day of its acceptance.");

    private static readonly CaseRule ItemOfDepartment =
        new("item-of-department", NoticeSeverity.Warning, "An item code that begins with a credit code begins with that of the department.");

    private static readonly CaseRule OneAcceptance =
        new("one-acceptance", NoticeSeverity.Error, "A case is accepted once.");

    private static readonly CaseRule StateFollows =
        new("state-follows", NoticeSeverity.Warning, "A state follows from the one before.");

    /// <summary>Every rule, in the order they are told.</summary>
    public static IReadOnlyList<CaseRule> Rules { get; } =
    [
        .. CaseOrder.All.Select(o => new CaseRule(o.Rule, o.Severity, $"{o.Later} is not before {o.Earlier}.")),
        ResultAfterAcceptance, DeliveryAfterResult, EvaluationAfterDelivery, PauseInside, PausesApart, GrantedHasLicence, RefusedHasReason,
        ImmediateSameDay, ItemOfDepartment, OneAcceptance, StateFollows,
    ];

    /// <summary>Which rules a case violates.</summary>
    /// <param name="content">The content of the whole case, a document of <c>case/v1</c>.</param>
    public static IReadOnlyList<CaseNotice> Check(JsonElement content)
    {
        var notices = CaseOrderCheck.Check(content).ToList();
        if (content.Deserialize(CaseJsonContext.Default.Case) is { } whole)
        {
            notices.AddRange(CheckAll(whole));
        }

        return notices;
    }

    /// <summary>Whether the records of one case speak of more than one acceptance.</summary>
    /// <param name="heads">What each record of part <c>case</c> says.</param>
    public static IReadOnlyList<CaseNotice> CheckAcceptances(IReadOnlyCollection<Case> heads)
    {
        ArgumentNullException.ThrowIfNull(heads);
        var numbers = heads.Select(h => h.AcceptanceNo).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        var times = heads.Select(h => h.AcceptedAt).OfType<DateTimeOffset>().Order().ToList();
        return numbers > 1 || (times.Count > 1 && CaseOrder.IsBroken(times[^1], times[0]))
            ? [OneAcceptance.Notice(numbers > 1 ? "acceptanceNo" : "acceptedAt", "Several records of the case tell of different acceptances.")]
            : [];
    }

    /// <summary>Which states of a case cannot have followed the ones before them.</summary>
    /// <param name="states">The states in the order they were seen.</param>
    public static IReadOnlyList<CaseNotice> CheckStates(IReadOnlyList<string> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return
        [
            .. states.Zip(states.Skip(1))
                .Where(p => !States.CaseStateMachine.CanReach(p.First, p.Second))
                .Select(p => StateFollows.Notice("status", $"'{p.Second}' was seen after '{p.First}'.")),
        ];
    }

    private static IEnumerable<CaseNotice> CheckAll(Case whole) =>
        CheckResult(whole).Concat(CheckAfterResult(whole)).Concat(CheckPauses(whole)).Concat(CheckHead(whole));

    private static IEnumerable<CaseNotice> CheckResult(Case whole)
    {
        if ((whole.Result?.Outcome is not null || whole.FinishedAt is not null)
            && whole is { AcceptedAt: null, Status: not ("pre-rejected" or "not-accepted" or "withdrawn" or "void") })
        {
            yield return ResultAfterAcceptance.Notice("acceptedAt", "The case has a result and no acceptance.");
        }

        if (whole is { Status: "done" or "delivered" or "evaluated", Result: { Outcome: "granted", CertificateName: not null, CertificateNo: null } }
            && whole.Licences?.Any(l => l.Number is not null || l.Identifier is not null) != true)
        {
            yield return GrantedHasLicence.Notice("result.certificateNo", "The licence that was granted has no number.");
        }

        if (whole.Result is { Outcome: "refused", Description: null })
        {
            yield return RefusedHasReason.Notice("result.description", "The refusal gives no reason.");
        }
    }

    private static IEnumerable<CaseNotice> CheckAfterResult(Case whole)
    {
        var finished = whole.FinishedAt ?? whole.Result?.At;
        DateTimeOffset? delivered = null;
        var index = 0;
        foreach (var delivery in whole.Deliveries ?? [])
        {
            var first = delivery.SentAt ?? delivery.ReceivedAt;
            if (finished is { } end && first is { } handed && CaseOrder.IsBroken(end, handed))
            {
                var field = delivery.SentAt is null ? "receivedAt" : "sentAt";
                yield return DeliveryAfterResult.Notice($"deliveries[{index}].{field}", "The delivery is before the result.");
            }

            var last = delivery.ReceivedAt ?? delivery.SentAt;
            delivered = delivered is null || last < delivered ? last : delivered;
            index++;
        }

        index = 0;
        foreach (var evaluation in whole.Evaluations ?? [])
        {
            if (evaluation.At is { } at && ((finished is { } end && CaseOrder.IsBroken(end, at)) || (delivered is { } handed && CaseOrder.IsBroken(handed, at))))
            {
                yield return EvaluationAfterDelivery.Notice($"evaluations[{index}].at", "The evaluation is before what it evaluates.");
            }

            index++;
        }
    }

    private static IEnumerable<CaseNotice> CheckPauses(Case whole)
    {
        var finished = whole.FinishedAt ?? whole.Result?.At;
        DateTimeOffset? open = null;
        foreach (var (pause, index) in (whole.Pauses ?? []).Select((p, i) => (p, i)).Where(p => p.p.StartedAt is not null).OrderBy(p => p.p.StartedAt))
        {
            var started = pause.StartedAt!.Value;
            var from = pause.Kind == "supplement" ? whole.AppliedAt : whole.AcceptedAt ?? whole.AppliedAt;
            if (from is { } begin && CaseOrder.IsBroken(begin, started))
            {
                yield return PauseInside.Notice($"pauses[{index}].startedAt", "The pause begins too early.");
            }

            if (finished is { } end && CaseOrder.IsBroken(pause.EndedAt ?? started, end))
            {
                yield return PauseInside.Notice($"pauses[{index}].{(pause.EndedAt is null ? "startedAt" : "endedAt")}", "The pause goes on after the result.");
            }

            if (open is { } until && CaseOrder.IsBroken(until, started))
            {
                yield return PausesApart.Notice($"pauses[{index}].startedAt", "The pause begins before another has ended.");
            }

            var ended = pause.EndedAt ?? DateTimeOffset.MaxValue;
            open = open is null || ended > open ? ended : open;
        }
    }

    private static IEnumerable<CaseNotice> CheckHead(Case whole)
    {
        // The day is that of the source: every time of a case is told with its offset.
        if (whole is { CaseType: "immediate", AcceptedAt: { } accepted, PromisedAt: { } promised }
            && promised.ToOffset(accepted.Offset).Date != accepted.Date)
        {
            yield return ImmediateSameDay.Notice("promisedAt", "The case is finished at once, yet promised for another day.");
        }

        if (whole is { Item.Code: { Length: 31 or 33 } code, Department.Code: { Length: 18 } department }
            && Uscc.Check(department) == IdentifierFault.None
            && !code.StartsWith(department, StringComparison.Ordinal))
        {
            yield return ItemOfDepartment.Notice("item.code", "The item belongs to another organisation than the department of the case.");
        }
    }
}
