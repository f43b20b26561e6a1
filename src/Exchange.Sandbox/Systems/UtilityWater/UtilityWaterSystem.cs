using Exchange.Sandbox.Systems.Drops;
using Exchange.Sandbox.Systems.UtilityCompanies;

namespace Exchange.Sandbox.Systems.UtilityWater;

/// <summary>自来水公司: receipts in GB18030 with a comma at the end of each line; a flag beside each file holds the number of its lines.</summary>
internal sealed class UtilityWaterSystem() : ReceiptDropSystem(SystemId, Company.Water)
{
    public const string SystemId = "utility-water";
    private static readonly string[] Columns = ["YWH", "HH", "YHM", "YDZ", "XHM", "XZJH", "XLXDH", "GHRQ", "CLJG", "CLYJ"];

    protected override string Prefix => "water_transfers_";

    protected override DropFile Write(string name, IReadOnlyList<FeedRecord> lines)
        => new(name, CsvText.Write(Columns, lines, ',', trailing: true)) { Flag = name + ".ok", FlagText = $"{lines.Count}\n" };
}
