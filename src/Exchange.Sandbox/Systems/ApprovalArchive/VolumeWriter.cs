using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.ApprovalArchive;

/// <summary>Writes the volume of a case with its pieces; what is classified stands in the view and is not asked for.</summary>
internal static class VolumeWriter
{
    public const string Feed = "archive";
    private static readonly (string Raw, string Step)[] Terms = [("永久", "归档（永久）"), ("30年", "归档（30年）"), ("定期30年", "归档（30年）"), ("定期１０年", "归档（10年）"), ("10年", "归档（10年）")];

    public static Entry Write(SandboxCase subject, long seed, EntryState state, DateTime baseTime)
    {
        var random = new SeededRandom(seed, ApprovalArchiveSystem.SystemId, state.Number);
        var key = string.Create(CultureInfo.InvariantCulture, $"J101-{subject.AppliedAt:yyyy}-XK-{state.Number:D4}");
        var entry = new EntryBuilder(key);
        if (subject.Result is not { } result || result.At.AddDays(30) > baseTime)
        {
            return entry.Build();
        }
        var filed = result.At.AddDays(30).Date;
        var (term, step) = random.Pick(Terms);
        var secret = state.Number % 17 == 5;
        var title = $"{subject.Item.Name}{(state.Revision > 0 ? $"（补充{state.Revision}）" : "")}";
        var pages = random.Between(2, 60);
        var dashes = state.Number % 5 == 2;
        var volume = Row(key, subject, state.Number, state.Number % 3 == 0 ? "无" : null, title, subject.Unit.Name, result.At, term, secret ? "秘密" : "公开", filed, pages, dashes);
        if (secret)
        {
            entry.AddExcluded(Feed, key, state.ChangedAt, volume);
            return entry.Build();
        }
        if (state.IsDirty)
        {
            volume["BGQX"] = "15年";
            entry.Add(Feed, key, state.ChangedAt, volume, new PlantedFault("volumes", "events.name", "unmapped-code"));
        }
        else
        {
            entry.Add(Feed, key, state.ChangedAt, volume);
            entry.ExpectPart("STEPS", subject.SourceNo, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["NAME"] = step,
                ["ACTION"] = "9",
                ["USER"] = subject.Unit.Name,
                ["OPINION"] = $"档号{key}，{title}，公开，形成于{SourceTime.Text(result.At, "yyyyMMdd")}，{pages}页",
                ["START_TIME"] = SourceTime.Text(filed),
                ["END_TIME"] = SourceTime.Text(filed),
            });
        }
        for (var i = 1; i <= random.Between(1, 2); i++)
        {
            var piece = $"{key}-{i:D3}";
            var name = i == 1 ? $"{subject.Item.Name}申请书" : $"{subject.Item.Name}决定书";
            entry.Add(Feed, piece, state.ChangedAt, Row(piece, subject, state.Number, $"{i:D3}", name, subject.Unit.Name, result.At, term, "公开", filed, i + 1, dashes));
            entry.ExpectPart("MATERIALS", subject.SourceNo, new Dictionary<string, string>(StringComparer.Ordinal) { ["NAME"] = name, ["CODE"] = piece, ["WAY"] = "original" });
        }
        return entry.Build();
    }

    private static Dictionary<string, object?> Row(string number, SandboxCase subject, int volume, string? piece, string title, string author, DateTime made, string term, string secrecy, DateTime filed, int pages, bool dashes) => new()
    {
        ["DH"] = number,
        ["YWH"] = subject.SourceNo,
        ["QZH"] = "J101",
        ["MLH"] = string.Create(CultureInfo.InvariantCulture, $"{subject.AppliedAt:yyyy}-XK"),
        ["AJH"] = $"{volume:D4}",
        ["JH"] = piece,
        ["TM"] = title,
        ["ZRZ"] = author,
        ["WJRQ"] = SourceTime.Text(made, "yyyyMMdd"),
        ["BGQX"] = term,
        ["MJ"] = secrecy,
        ["GDRQ"] = SourceTime.Text(filed, dashes ? "yyyy-MM-dd" : "yyyyMMdd"),
        ["YS"] = $"{pages}",
    };
}
