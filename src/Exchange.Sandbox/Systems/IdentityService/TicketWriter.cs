using System.Globalization;
using Exchange.Sandbox.Cases;
using Exchange.Sandbox.Generation;

namespace Exchange.Sandbox.Systems.IdentityService;

/// <summary>Writes a ticket: who applied for a case of another system, and how surely. A document number never stands in it in clear.</summary>
internal static class TicketWriter
{
    public const string Feed = "tickets";
    private const string Verifications = "verifications";
    private const string Applicants = "applicants";

    public static Entry Write(SandboxCase subject, long seed, EntryState state, bool isRecent)
    {
        var random = new SeededRandom(seed, Feed, state.Number);
        var person = subject.Applicant.Type == "person";
        var at = isRecent ? state.ChangedAt : subject.AppliedAt.AddSeconds(-random.Between(60, 1200));
        var key = string.Create(CultureInfo.InvariantCulture, $"ST-{subject.AppliedAt:yyMMdd}-{state.Number:D6}");
        var entry = new EntryBuilder(key);
        var mobile = entry.Note("phone", subject.Contact.Mobile);
        entry.Note(person ? "name" : "organisation", subject.Applicant.Name);
        var body = new Dictionary<string, object?>
        {
            ["ticket"] = key,
            ["project_no"] = subject.SourceNo,
            ["user_id"] = string.Create(CultureInfo.InvariantCulture, $"U3500{random.Next(1_000_000_000):D10}"),
            ["name"] = state.Number % 20 == 3 ? subject.Applicant.Name + "　" : subject.Applicant.Name,
            ["cert_type"] = subject.Applicant.IdType switch { "id-card" => "111", "taiwan-permit" => "511", "hk-macao-permit" => "516", "passport" => "414", _ => "001" },
            ["cert_no"] = person ? random.RowKey() : null,
            ["cert_key"] = random.RowKey() + random.RowKey(),
            ["mobile"] = !person ? null : state.Number % 15 == 2 ? $"{mobile[..3]} {mobile[3..7]} {mobile[7..]}" : mobile,
            // The service changed its codes once: both are about.
            ["auth_level"] = random.NextDouble() switch { < 0.1 => "L1", < 0.5 => "L2", < 0.88 => "L3", < 0.94 => "02", _ => "03" },
            ["user_type"] = person ? "1" : "2",
            ["auth_time"] = SourceTime.Text(at),
        };
        if (!state.IsDirty)
        {
            entry.Add(Feed, key, at, body);
            ExpectStep(entry, subject.SourceNo, (string)body["auth_level"]!, at);
        }
        else if (state.Number % 2 == 0)
        {
            body["auth_level"] = "L9";
            entry.Add(Feed, key, at, body, new PlantedFault(Verifications, "events.action", "unmapped-code"), new PlantedFault(Verifications, "events.opinion", "unmapped-code"));
        }
        else
        {
            body["user_type"] = "7";
            entry.Add(Feed, key, at, body, new PlantedFault(Applicants, "parties.type", "unmapped-code"));
            ExpectStep(entry, subject.SourceNo, (string)body["auth_level"]!, at);
        }
        return entry.Build();
    }

    private static void ExpectStep(EntryBuilder entry, string caseKey, string level, DateTime at) => entry.ExpectPart("STEPS", caseKey, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NAME"] = "实名认证",
        ["ACTION"] = level == "L1" ? "9" : "1",
        ["OPINION"] = level switch { "L1" => "实名等级一：仅登记", "L2" or "02" => "实名等级二：实名核验", _ => "实名等级三：实人核验" },
        ["START_TIME"] = SourceTime.Text(at),
        ["END_TIME"] = SourceTime.Text(at),
    });
}
