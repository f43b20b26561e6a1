using System.Globalization;
using Exchange.Sandbox.Systems.Drops;

namespace Exchange.Sandbox.Systems.VillageDesk;

/// <summary>
/// 乡镇/村便民: the list of a village and month as a workbook in a shared folder, with a title over its columns, merged cells and a sum at
/// its end. A line that changes brings the list once more under the same name.
/// </summary>
internal sealed class VillageDeskSystem() : DropSystem(SystemId)
{
    public const string SystemId = "village-desk";
    private static readonly string[] Columns = ["序号", "事项", "姓名", "身份证", "电话", "受理日期", "办结日期", "结果"];

    protected override string Feed => RegistrationWriter.Feed;

    public override IReadOnlyList<HubValue> Values(string url) => [HubValue.Setting($"{Id}.folder", Folder.Inbox)];

    protected override Entry Write(EntryState state) => RegistrationWriter.Write(Around.Seed, state);

    protected override DropFile Write(string name, IReadOnlyList<FeedRecord> lines)
    {
        var parts = Path.GetFileNameWithoutExtension(name).Split('_');
        var book = new Workbook().Row($"{parts[0]}{parts[1]}便民服务站{parts[2][..4]}年{int.Parse(parts[2][4..], CultureInfo.InvariantCulture)}月办件登记表").Row(Columns).Merge(0, 1, 7, 1);
        for (var i = 0; i < lines.Count; i++)
        {
            // The same item as in the line before stands in one merged cell.
            var same = i > 0 && Equals(lines[i].Body["事项"], lines[i - 1].Body["事项"]);
            book.Row(Columns.Select(c => same && c == "事项" ? null : lines[i].Body[c]));
        }
        for (var i = 0; i < lines.Count;)
        {
            var end = i;
            while (end + 1 < lines.Count && Equals(lines[end + 1].Body["事项"], lines[i].Body["事项"]))
            {
                end++;
            }
            if (end > i)
            {
                book.Merge(1, i + 3, 1, end + 3);
            }
            i = end + 1;
        }
        return new DropFile(name, book.Row("合计", $"{lines.Count}件").Save());
    }
}
