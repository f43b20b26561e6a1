using System.Globalization;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.LivelihoodVillages;

/// <summary>
/// 民生保障局, third door: what villages send once a month for the bureau, workbooks with the columns of its ledger below a merged title.
/// </summary>
internal sealed class LivelihoodVillagesSystem() : DropSystem(SystemId)
{
    public const string SystemId = "livelihood-villages";
    private static readonly string[] Columns = ["SLID", "SXBM", "SXMC", "SQRMC", "SQRZJHM", "XB", "CSRQ", "HJDZ", "YHKH", "KHYH", "XZ", "CJ", "SLSJ", "SPJG", "BJSJ", "BTJE"];

    protected override string Feed => ListWriter.Feed;

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Setting($"{Id}.folder", Folder.Inbox)];

    protected override Entry Write(EntryState state) => ListWriter.Write(Around.Seed, state);

    protected override DropFile Write(string name, IReadOnlyList<FeedRecord> lines)
    {
        var month = Path.GetFileNameWithoutExtension(name).Split('_')[2];
        var book = new Workbook().Row($"{month[..4]}年{int.Parse(month[4..], CultureInfo.InvariantCulture)}月民生补贴申报表").Row(Columns).Merge(0, 1, Columns.Length - 1, 1);
        foreach (var line in lines)
        {
            book.Row(Columns.Select(c => line.Body[c]));
        }
        return new DropFile(name, book.Row($"合计{lines.Count}人").Save());
    }
}
