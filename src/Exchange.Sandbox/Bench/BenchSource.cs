using System.Buffers;
using System.Globalization;
using System.Text;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;
using Exchange.Sandbox.Provincial;

namespace Exchange.Sandbox.Bench;

/// <summary>A provincial hall whose items are bytes in memory: a page is one slice of them.</summary>
internal sealed class BenchSource
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private readonly byte[] _items;
    private readonly long[] _offsets;
    private readonly DateTime[] _times;

    public BenchSource(int records, long seed)
    {
        var generator = new CaseGenerator(seed, new Catalogue());
        var start = new DateTime(2024, 1, 8, 8, 0, 0);
        var buffer = new ArrayBufferWriter<byte>(records * 1200);
        _offsets = new long[records + 1];
        _times = new DateTime[records];
        for (var i = 0; i < records; i++)
        {
            _times[i] = start.AddSeconds(i / 40);
            // About a kilobyte and 25 fields to map: no agent and no list of materials.
            var subject = generator.Create(SystemIds.Provincial, i, _times[i]) with { Materials = [], Agent = null };
            if (subject.Status == CaseStatus.Submitted)
            {
                subject = subject with { Status = CaseStatus.Accepted, AcceptedAt = subject.AppliedAt, PromisedAt = subject.AppliedAt };
            }
            buffer.Write(ProvincialItem.Write(subject));
            buffer.Write("},"u8);
            _offsets[i + 1] = buffer.WrittenCount;
        }
        _items = buffer.WrittenSpan.ToArray();
    }

    public int Records => _times.Length;

    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var size = Math.Clamp(int.TryParse(query["pageSize"], CultureInfo.InvariantCulture, out var asked) ? asked : 500, 1, 2000);
        if (!int.TryParse(query["pageToken"], CultureInfo.InvariantCulture, out var first))
        {
            if (!DateTime.TryParseExact(query["updatedFrom"], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from))
            {
                await context.Response.WriteAsync("""{"code":4001,"msg":"参数错误"}""", context.RequestAborted);
                return;
            }
            first = Find(from);
        }
        var end = Math.Min(first + size, Records);
        var head = "{\"code\":0,\"msg\":\"ok\",\"data\":{\"items\":["u8.ToArray();
        var tail = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"],\"total\":\"{Records}\"}},\"next\":{(end < Records ? $"\"{end}\"" : "null")}}}"));
        var slice = end > first ? _items.AsMemory((int)_offsets[first], (int)(_offsets[end] - _offsets[first]) - 1) : default;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = head.Length + slice.Length + tail.Length;
        await context.Response.Body.WriteAsync(head, context.RequestAborted);
        await context.Response.Body.WriteAsync(slice, context.RequestAborted);
        await context.Response.Body.WriteAsync(tail, context.RequestAborted);
    }

    private int Find(DateTime from)
    {
        var at = Array.BinarySearch(_times, from);
        if (at < 0)
        {
            return ~at;
        }
        while (at > 0 && _times[at - 1] == from)
        {
            at--;
        }
        return at;
    }
}
