using System.Globalization;
using System.Text.Json;

namespace Exchange.Schema.Invariants;

/// <summary>Finds pairs of times of a case that are the wrong way round.</summary>
internal static class CaseOrderCheck
{
    public static IEnumerable<CaseNotice> Check(JsonElement content)
    {
        foreach (var order in CaseOrder.All)
        {
            var list = order.Earlier.Split('.')[0];
            if (content.TryGetProperty(list, out var elements) && elements.ValueKind == JsonValueKind.Array)
            {
                var index = 0;
                foreach (var element in elements.EnumerateArray())
                {
                    if (IsBroken(element, order.Earlier[(list.Length + 1)..], order.Later[(list.Length + 1)..]))
                    {
                        yield return Notice(order, $"{list}[{index}].{order.Later[(list.Length + 1)..]}");
                    }

                    index++;
                }
            }
            else if (IsBroken(content, order.Earlier, order.Later))
            {
                yield return Notice(order, order.Later);
            }
        }
    }

    private static CaseNotice Notice(CaseOrder order, string path) =>
        new(order.Rule, order.Severity, path, $"It is before {order.Earlier}.");

    private static bool IsBroken(JsonElement holder, string earlier, string later)
    {
        if (Text(holder, earlier) is not { } first || Text(holder, later) is not { } second)
        {
            return false;
        }

        if (Day(first) is { } firstDay && Day(second) is { } secondDay)
        {
            return secondDay < firstDay;
        }

        return Time(first) is { } begin && Time(second) is { } end && CaseOrder.IsBroken(begin, end);
    }

    private static string? Text(JsonElement holder, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty(name, out holder))
            {
                return null;
            }
        }

        return holder.ValueKind == JsonValueKind.String ? holder.GetString() : null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
