using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>Days and hours as people type them into a spreadsheet.</summary>
internal static class TypedDay
{
    public static object Of(DateTime moment, int way) => (way % 6) switch
    {
        0 => moment.Date,
        1 => SourceTime.Text(moment, "yyyy/M/d H:mm"),
        2 => moment.Hour < 12 ? SourceTime.Text(moment, "yyyy/M/d '上午'h:mm") : SourceTime.Text(moment, "yyyy/M/d '下午'h:mm"),
        3 => SourceTime.Text(moment, "yyyy年M月d日"),
        4 => SourceTime.Text(moment, "yyyy.M.d"),
        // A cell that lost its format shows the number of the day.
        _ => (int)moment.Date.ToOADate(),
    };

    /// <summary>A moment in office hours some days before another.</summary>
    public static DateTime Before(DateTime moment, int days, SeededRandom random) => SourceTime.Whole(WorkingHours.AtOrBefore(moment.AddDays(-days), random));
}
