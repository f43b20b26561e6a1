using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>Writes a page of records between the two halves of a system's reply.</summary>
internal static class RecordPage
{
    /// <summary>The records of a page by its number, counted from <paramref name="first"/>.</summary>
    public static ArraySegment<FeedRecord> Take(ArraySegment<FeedRecord> records, int page, int first, int size)
    {
        var skip = (long)(page - first) * size;
        return skip < 0 || skip >= records.Count ? [] : records.Slice((int)skip, (int)Math.Min(size, records.Count - skip));
    }

    public static int? Number(string? text, int fallback, int least)
        => string.IsNullOrEmpty(text) ? fallback : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null;

    public static async Task WriteAsync(HttpContext context, string before, IReadOnlyList<FeedRecord> records, string after)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        var body = context.Response.BodyWriter;
        Write(body, Encoding.UTF8.GetBytes(before));
        for (var i = 0; i < records.Count; i++)
        {
            if (i > 0)
            {
                Write(body, ","u8);
            }
            Write(body, records[i].Json.Span);
            if (i % 64 == 63)
            {
                await body.FlushAsync(context.RequestAborted);
            }
        }
        Write(body, Encoding.UTF8.GetBytes(after));
        await body.FlushAsync(context.RequestAborted);
    }

    private static void Write(PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
