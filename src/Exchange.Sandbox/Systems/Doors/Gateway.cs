using System.Globalization;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>
/// The zone's gateway: an API key in a header, errors with HTTP 200 and a code in the head, pages from 1, the total as text. A page
/// larger than the gateway's own limit is cut without a word.
/// </summary>
/// <param name="book">Where the records are.</param>
/// <param name="key">The API key.</param>
/// <param name="largestPage">The gateway's own limit.</param>
/// <param name="lastPageRepeats">Whether it answers past the end with the last page once more.</param>
internal sealed class Gateway(EntryBook book, string key, int largestPage, bool lastPageRepeats = false)
{
    public void Map(IEndpointRouteBuilder routes, string path, string feed) => routes.MapGet(path, context => AnswerAsync(context, feed));

    private async Task AnswerAsync(HttpContext context, string feed)
    {
        var query = context.Request.Query;
        if (context.Request.Headers["apiKey"] != key)
        {
            await ErrorAsync(context, "401", "未授权");
            return;
        }
        if (SourceTime.Read(query["updatedFrom"]) is not { } from
            || RecordPage.Number(query["pageNo"], 1, 1) is not { } page
            || RecordPage.Number(query["pageSize"], 20, 1) is not { } asked)
        {
            await ErrorAsync(context, "400", "参数错误");
            return;
        }
        var size = Math.Min(asked, largestPage);
        var all = book.Feed(feed).Between(from, null);
        var pages = (all.Count + size - 1) / size;
        var records = RecordPage.Take(all, lastPageRepeats && page > pages && pages > 0 ? pages : page, 1, size);
        await RecordPage.WriteAsync(
            context,
            string.Create(CultureInfo.InvariantCulture, $"{{\"head\":{{\"code\":\"200\",\"message\":\"成功\"}},\"body\":{{\"total\":\"{all.Count}\",\"pageNo\":{page},\"items\":["),
            records,
            "]}}");
    }

    private static Task ErrorAsync(HttpContext context, string code, string message)
        => RecordPage.WriteAsync(context, $"{{\"head\":{{\"code\":\"{code}\",\"message\":\"{message}\"}},\"body\":null", [], "}");
}
