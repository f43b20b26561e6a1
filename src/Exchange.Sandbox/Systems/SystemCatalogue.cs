using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Systems.ApprovalArchive;
using Exchange.Sandbox.Systems.BusinessStartup;
using Exchange.Sandbox.Systems.Drops;
using Exchange.Sandbox.Systems.EnterpriseServices;
using Exchange.Sandbox.Systems.IdentityService;
using Exchange.Sandbox.Systems.LivelihoodLedger;
using Exchange.Sandbox.Systems.LivelihoodVillages;
using Exchange.Sandbox.Systems.ParcelDelivery;
using Exchange.Sandbox.Systems.PaymentStatement;
using Exchange.Sandbox.Systems.PlatformWindows;
using Exchange.Sandbox.Systems.ProvincialExchange;
using Exchange.Sandbox.Systems.RealEstate;
using Exchange.Sandbox.Systems.RoadOccupation;
using Exchange.Sandbox.Systems.ServiceEvaluation;
using Exchange.Sandbox.Systems.SupervisionMessages;
using Exchange.Sandbox.Systems.UnifiedPayment;
using Exchange.Sandbox.Systems.UtilityBroadcast;
using Exchange.Sandbox.Systems.UtilityGas;
using Exchange.Sandbox.Systems.UtilityPower;
using Exchange.Sandbox.Systems.UtilityWater;
using Exchange.Sandbox.Systems.VillageDesk;

namespace Exchange.Sandbox.Systems;

/// <summary>
/// The simulated systems beside the provincial hall and the livelihood bureau. Weights fall as steeply as in the zone: few systems make
/// most of the cases.
/// </summary>
internal static class SystemCatalogue
{
    /// <summary>The share of all cases that these systems have together, where the hall or the bureau is there too.</summary>
    public const double Share = 0.25;

    public static IReadOnlyList<SystemPlan> All { get; } =
    [
        new(LivelihoodLedgerSystem.SystemId, 50, 1, null, static () => new LivelihoodLedgerSystem()),
        new(BusinessStartupSystem.SystemId, 40, 4.6, null, static () => new BusinessStartupSystem()),
        new(RealEstateSystem.SystemId, 30, 1, null, static () => new RealEstateSystem()),
        new(UtilityPowerSystem.SystemId, 20, 1, null, static () => new UtilityPowerSystem()),
        new(ProvincialExchangeSystem.SystemId, 25, 1, null, static () => new ProvincialExchangeSystem()),
        new(SupervisionMessagesSystem.SystemId, 20, 1, null, static () => new SupervisionMessagesSystem()) { WhyNot = SupervisionMessagesSystem.WhyNot },
        new(PlatformWindowsSystem.SystemId, 15, 1, null, static () => new PlatformWindowsSystem()),
        new(EnterpriseServicesSystem.SystemId, 15, 1, null, static () => new EnterpriseServicesSystem()),
        new(RoadOccupationSystem.SystemId, 12, 1, null, static () => new RoadOccupationSystem()),
        new(LivelihoodVillagesSystem.SystemId, 25, 1, null, static () => new LivelihoodVillagesSystem()),
        new(VillageDeskSystem.SystemId, 20, 1, null, static () => new VillageDeskSystem()),
        new(UtilityWaterSystem.SystemId, 15, 1, null, static () => new UtilityWaterSystem()) { WhyNot = SftpDropSystem.WhyNot },
        new(UtilityGasSystem.SystemId, 12, 1, null, static () => new UtilityGasSystem()),
        new(UtilityBroadcastSystem.SystemId, 10, 1, null, static () => new UtilityBroadcastSystem()) { WhyNot = SftpDropSystem.WhyNot },
        new(ServiceEvaluationSystem.SystemId, 10, 1, null, static () => new ServiceEvaluationSystem()),
        new(PaymentStatementSystem.SystemId, 0, 0, SystemIds.Provincial, static () => new PaymentStatementSystem()) { WhyNot = SftpDropSystem.WhyNot },
        new(IdentityServiceSystem.SystemId, 0, 0, SystemIds.Provincial, static () => new IdentityServiceSystem()),
        new(ParcelDeliverySystem.SystemId, 0, 0, SystemIds.Provincial, static () => new ParcelDeliverySystem()),
        new(UnifiedPaymentSystem.SystemId, 0, 0, SystemIds.Provincial, static () => new UnifiedPaymentSystem()),
        new(ApprovalArchiveSystem.SystemId, 0, 0, SystemIds.Provincial, static () => new ApprovalArchiveSystem()),
    ];

    public static SystemPlan? Find(string id) => All.FirstOrDefault(p => p.Id == id);

    /// <summary>Everything the sandbox can serve.</summary>
    public static IReadOnlyList<string> Ids { get; } = [SystemIds.Provincial, SystemIds.Livelihood, .. All.Select(p => p.Id)];

    /// <summary>How many entries a system gets of a number of cases that these systems have together.</summary>
    public static int Entries(SystemPlan plan, int cases, IReadOnlyList<string> systems)
    {
        if (plan.Weight == 0)
        {
            return int.MaxValue;
        }
        var sum = All.Where(p => systems.Contains(p.Id)).Sum(p => p.Weight);
        return cases == 0 ? 0 : Math.Max(1, (int)Math.Round(cases * plan.Weight / sum / plan.CasesEach, MidpointRounding.AwayFromZero));
    }
}
