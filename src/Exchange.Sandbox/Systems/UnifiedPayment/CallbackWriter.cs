using System.Globalization;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Systems.UnifiedPayment;

/// <summary>Writes the callback of an order: paid, failed, nothing to pay; dates in two ways, amounts with commas.</summary>
internal static class CallbackWriter
{
    public const string Feed = "callbacks";

    public static Entry Write(SandboxCase subject, EntryState state)
    {
        var at = SourceTime.Whole((subject.AcceptedAt ?? subject.AppliedAt).AddMinutes(25));
        var key = string.Create(CultureInfo.InvariantCulture, $"JK{at:yyMMdd}{state.Number:D8}");
        var entry = new EntryBuilder(key);
        var compact = state.Number % 4 == 1;
        // An order that failed is paid at the second attempt.
        var pay = state.IsDirty ? "8" : state.Revision > 0 ? "1" : (state.Number % 15) switch { 6 => "2", 11 => "3", _ => "1" };
        var amount = state.Number % 7 == 5 ? "0.00" : state.Number % 5 == 2 ? "1,100.00" : "80.00";
        var body = new Dictionary<string, object?>
        {
            ["PayOrdNum"] = key,
            ["SN"] = subject.SourceNo,
            ["PayEBillCode"] = pay == "1" && amount != "0.00" ? string.Create(CultureInfo.InvariantCulture, $"350600{at:yy}{state.Number:D9}") : null,
            ["PayState"] = pay,
            ["PayOrdDate"] = SourceTime.Text(at, compact ? "yyyyMMdd" : "yyyy-MM-dd"),
            ["PayOrdTime"] = SourceTime.Text(at, compact ? "HHmmss" : "HH:mm:ss"),
            ["chargeDetail"] = new Dictionary<string, object?>
            {
                ["Code"] = "103044901",
                ["Name"] = "证照工本费",
                ["Unit"] = "件",
                ["Standard"] = amount.Replace(",", "", StringComparison.Ordinal),
                ["Amount"] = amount,
            },
        };
        entry.Add(Feed, key, state.ChangedAt, body, state.IsDirty ? [new PlantedFault(Feed, "fees.status", "unmapped-code")] : []);
        return entry.Build();
    }
}
