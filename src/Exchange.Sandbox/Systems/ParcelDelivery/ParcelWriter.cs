using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.ParcelDelivery;

/// <summary>Writes the parcel with the certificate of a case of another system; a case without certificate has none.</summary>
internal static class ParcelWriter
{
    public const string Feed = "parcels";

    public static Entry Write(SandboxCase subject, long seed, EntryState state, bool isRecent, DateTime baseTime)
    {
        var random = new SeededRandom(seed, Feed, state.Number);
        var key = string.Create(CultureInfo.InvariantCulture, $"10139{state.Number:D8}");
        var entry = new EntryBuilder(key);
        if (subject.Result is not { CertificateNo: not null } result)
        {
            return entry.Build();
        }
        var draw = random.NextDouble();
        string[] codes = draw < 0.7 ? ["10", "20", "30", "40"] : draw < 0.8 ? ["10", "30", "41"] : draw < 0.88 ? ["10", "20", "42"] : draw < 0.93 ? ["10", "20", "30", "31"] : ["10", "20", "50"];
        var track = new List<(string Code, DateTime At)>();
        var at = SourceTime.Whole(result.At);
        foreach (var code in codes)
        {
            at = at.AddMinutes(random.Between(90, 700));
            if (at > baseTime.AddMinutes(-5))
            {
                break;
            }
            track.Add((code, at));
        }
        if (isRecent && (track.Count == 0 || track[^1].Code == codes[^1] || track[^1].At < state.ChangedAt))
        {
            track.Add((codes[Math.Min(track.Count, codes.Length - 1)], state.ChangedAt));
        }
        if (track.Count == 0)
        {
            return entry.Build();
        }
        var (last, changed) = track[^1];
        var signed = last is "40" or "41" or "42";
        var slashes = state.Number % 9 == 4;
        var receiver = entry.Note("name", subject.Contact.Name);
        var mobile = entry.Note("phone", subject.Contact.Mobile);
        var body = new Dictionary<string, object?>
        {
            ["YDH"] = key,
            ["DDH"] = subject.SourceNo,
            ["SJR"] = receiver,
            ["SJRDH"] = (state.Number % 12) switch { 3 => $"+86 {mobile}", 7 => Wide(mobile), 9 => "0595-22000000", _ => mobile },
            ["SJDZ"] = entry.Note("address", subject.Applicant.Address),
            ["ZTDM"] = last,
            ["GJSJ"] = SourceTime.Text(changed),
            // Of a parcel that is still on its way a date of 1900 stands here.
            ["QSSJ"] = !signed ? "1900-01-01 00:00:00" : last == "41" ? SourceTime.Text(changed, "yyyy-MM-dd") : SourceTime.Text(changed),
            ["QSR"] = last switch { "40" => "本人", "41" => "门卫代收", "42" => "本人", _ => "无" },
            ["GJ"] = (Dictionary<string, object?>[])[.. track.Select(t => new Dictionary<string, object?> { ["ZTDM"] = t.Code, ["GJSJ"] = slashes ? SourceTime.Text(t.At, "yyyy/M/d H:mm") : SourceTime.Text(t.At) })],
        };
        if (state.IsDirty)
        {
            body["ZTDM"] = "99";
            entry.Add(Feed, key, changed, body, new PlantedFault(Feed, "deliveries.status", "unmapped-code"));
        }
        else
        {
            entry.Add(Feed, key, changed, body);
        }
        return entry.Build();
    }

    private static string Wide(string digits) => string.Concat(digits.Select(c => (char)(c - '0' + '０')));
}
