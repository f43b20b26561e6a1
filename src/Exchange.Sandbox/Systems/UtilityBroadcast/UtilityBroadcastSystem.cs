using Exchange.Sandbox.Systems.Drops;
using Exchange.Sandbox.Systems.UtilityCompanies;

namespace Exchange.Sandbox.Systems.UtilityBroadcast;

/// <summary>广电网络公司: receipts in GB18030 with results in words; an empty flag in place of the file's ending says that it is complete.</summary>
internal sealed class UtilityBroadcastSystem() : ReceiptDropSystem(SystemId, Company.Broadcast)
{
    public const string SystemId = "utility-broadcast";
    private static readonly string[] Columns = ["YWH", "HH", "YHM", "YDZ", "XHM", "XZJH", "XLXDH", "GHRQ", "CLJG", "CLYJ", "XH"];

    protected override string Prefix => "broadcast_transfers_";

    protected override DropFile Write(string name, IReadOnlyList<FeedRecord> lines)
        => new(name, CsvText.Write(Columns, lines, ',', trailing: false)) { Flag = Path.ChangeExtension(name, ".ok") };
}
