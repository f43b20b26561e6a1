using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Exchange.Sandbox.Faults;

namespace Exchange.Sandbox.Provincial;

/// <summary>A page as served: the rows, and the row after which the next page begins (none: this was the last page).</summary>
internal sealed record PageShape(IReadOnlyList<ProvincialRow> Rows, ProvincialRow? Last)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="rows">One row more than the page when there is a next page.</param>
    /// <param name="size">Rows asked for.</param>
    /// <param name="faults">The faults in force.</param>
    public static PageShape Take(List<ProvincialRow> rows, int size, FaultSwitches faults)
    {
        var settings = faults.ProvincialHall;
        var more = rows.Count > size;
        var count = Math.Min(rows.Count, size);
        if (count > 2 && faults.Strike(settings.TruncatePage))
        {
            count = 1 + count / 2;
            more = true;
        }
        var taken = rows.GetRange(0, count);
        ProvincialRow? last = more ? taken[^1] : null;
        if (more && count > 4 && faults.Strike(settings.DuplicateAcrossPages))
        {
            last = taken[^(1 + 1 + faults.Next(Math.Min(3, count / 4)))];
        }
        if (faults.Strike(settings.ReorderWithinSecond))
        {
            taken = [.. taken.GroupBy(r => r.UpdatedAt).SelectMany(g => g.OrderBy(_ => faults.Next(1 << 20)))];
        }
        if (settings.RepeatRows > 0)
        {
            taken = [.. taken.SelectMany(row => faults.Strike(settings.RepeatRows)
                ? faults.Next(2) == 0 ? [Older(row), row] : new[] { row, Older(row) }
                : [row])];
        }
        return new PageShape(taken, last);
    }

    // The copy a replica that lags behind would still show: a minute older and not yet decided.
    private static ProvincialRow Older(ProvincialRow row)
    {
        var at = row.UpdatedAt.AddMinutes(-1);
        var item = JsonNode.Parse(Encoding.UTF8.GetString(row.Body) + "}")!.AsObject();
        if (item["bjzt"]!.GetValue<string>() is "90" or "41")
        {
            item["bjzt"] = "40";
        }
        foreach (var name in new[] { "bjsj", "bjjgdm", "bjjgms", "zzmc", "zzbh", "zzyxqq", "zzyxqz" })
        {
            item[name] = null;
        }
        item["gxsj"] = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new ProvincialRow(at, row.Number, Encoding.UTF8.GetBytes(item.ToJsonString(Relaxed)[..^1]));
    }
}
