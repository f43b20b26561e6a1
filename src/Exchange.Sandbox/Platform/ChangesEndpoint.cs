using System.Globalization;
using System.Text;
using Exchange.Sandbox.Systems;
using Exchange.Sandbox.Systems.Doors;

namespace Exchange.Sandbox.Platform;

/// <summary>
/// The platform's listing of what clerks keyed at its windows: by the time of change and the key, in pages that a mark joins. A
/// sandbox without window cases lists nothing.
/// </summary>
internal sealed class ChangesEndpoint(RunningSystems systems, string system)
{
    private const int LargestPage = 1000;

    public async Task AnswerAsync(HttpContext context, string feed)
    {
        var query = context.Request.Query;
        if (feed is not ("cases" or "steps") || SourceTime.Read(query["updatedFrom"]) is not { } from || RecordPage.Number(query["limit"], LargestPage, 1) is not { } asked)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await RecordPage.WriteAsync(context, "{\"code\":\"400\",\"message\":\"参数错误\"", [], "}");
            return;
        }
        var size = Math.Min(asked, LargestPage);
        // Not by "??": an empty expression of that type would be a segment of no array, which cannot be listed.
        IReadOnlyList<FeedRecord> records = systems.Find(system) is { } windows ? windows.Book.Feed(feed).Between(from, null) : Array.Empty<FeedRecord>();
        var after = query["after"].ToString();
        var page = (after.Length == 0 ? records : records.Where(r => string.CompareOrdinal(Mark(r), after) > 0)).Take(size + 1).ToList();
        var next = page.Count > size ? $"\"{Mark(page[size - 1])}\"" : "null";
        await RecordPage.WriteAsync(context, "{\"items\":[", page.Count > size ? page[..size] : page, $"],\"next\":{next}}}");
    }

    // In the order of the listing; people are not meant to read it.
    private static string Mark(FeedRecord record) => string.Create(CultureInfo.InvariantCulture, $"{record.ChangedAt:yyyyMMddHHmmss}{Convert.ToHexString(Encoding.UTF8.GetBytes(record.Key))}");
}
