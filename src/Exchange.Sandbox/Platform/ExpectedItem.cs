using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Platform;

/// <summary>What the platform must hold of a case, as the item that carries it (without key, version and case id).</summary>
internal static class ExpectedItem
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string? Write(SandboxCase subject)
    {
        if (!subject.ReachesPlatform)
        {
            return null;
        }
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        void Put(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        var livelihood = subject.System == SystemIds.Livelihood;
        Put("SOURCE_SYSTEM", subject.System);
        Put("SOURCE_NO", subject.SourceNo);
        Put("NATIONAL_NO", subject.NationalNo);
        Put("PROVINCE_NO", subject.ProvinceNo);
        Put("ITEM_CODE", livelihood ? subject.Item.TaskCode : subject.Item.LocalCode);
        Put("ITEM_NAME", subject.Item.Name);
        Put("DEPT_CODE", subject.Unit.Code);
        Put("DEPT_NAME", subject.Unit.Name);
        Put("AREA_CODE", subject.AreaCode);
        Put("SQFS", subject.Channel switch { "window" => "1", "web" => "2", "mobile" => "3", "mail" => "4", _ => "9" });
        Put("BSYHLX", ApplicantType(subject.Applicant.Type));
        Put("SQRMC", subject.Applicant.Name);
        Put("SQRZJLX", IdType(subject.Applicant.IdType));
        Put("SQRSFZ", subject.Applicant.IdNo);
        Put("SQRSJH", subject.Contact.Mobile);
        Put("JBR_NAME", subject.Agent?.Name);
        Put("JBR_ZJHM", subject.Agent?.IdNo);
        Put("SBMC", subject.ProjectName);
        Put("CASE_TYPE", subject.CaseType == "immediate" ? "1" : "2");
        Put("CREATE_TIME", Time(subject.AppliedAt));
        Put("ACCEPT_TIME", Time(subject.AcceptedAt));
        Put("PROMISE_TIME", Time(subject.PromisedAt));
        Put("RUN_STATUS", Status(subject));
        Put("END_TIME", Time(subject.Result?.At));
        Put("RESULT_CODE", subject.Result?.Outcome switch { null => null, "granted" => "1", "refused" => "2", "voided" => "3", _ => "9" });
        Put("RESULT_TEXT", subject.Result?.Text);
        Put("XKFILE_NAME", subject.Result?.CertificateName);
        Put("XKFILE_NUM", subject.Result?.CertificateNo);
        Put("EFFECT_TIME", Date(subject.Result?.ValidFrom));
        Put("CLOSE_TIME", Date(subject.Result?.ValidTo));
        WriteMaterials(json, subject);
        WriteSteps(json, subject);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // The bureau has no status of its own on a case: what is known of it follows from which rows exist.
    private static string Status(SandboxCase subject) => subject.System == SystemIds.Livelihood
        ? subject.Result is not null ? "90" : subject.Steps.Count > 0 ? "20" : "11"
        : subject.Status switch { CaseStatus.Accepted => "11", CaseStatus.InProcess => "20", CaseStatus.Suspended => "21", _ => "90" };

    private static void WriteMaterials(Utf8JsonWriter json, SandboxCase subject)
    {
        json.WriteStartArray("MATERIALS");
        foreach (var material in subject.Materials)
        {
            json.WriteStartObject();
            json.WriteString("NAME", material.Name);
            json.WriteString("CODE", material.Code);
            json.WriteString("WAY", material.Way switch { "upload" => "electronic", "license" => "licence", "noneed" => "not-needed", _ => material.Way });
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, SandboxCase subject)
    {
        json.WriteStartArray("STEPS");
        foreach (var step in subject.Steps)
        {
            json.WriteStartObject();
            json.WriteString("NAME", step.Name);
            json.WriteString("ACTION", step.Action switch { "passed" => "1", "returned" => "2", _ => "9" });
            json.WriteString("USER", step.Handler);
            json.WriteString("OPINION", step.Opinion);
            json.WriteString("START_TIME", Time(step.StartedAt));
            json.WriteString("END_TIME", Time(step.EndedAt));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string? Time(DateTime? value) => value?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? Date(DateTime? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string ApplicantType(string type) => type switch
    {
        "person" => "1",
        "enterprise" => "2",
        "institution" => "3",
        "social-organisation" => "4",
        "government" => "5",
        _ => "6",
    };

    private static string IdType(string type) => type switch
    {
        "id-card" => "111",
        "uscc" or "org-code" => "001",
        "business-licence" => "821",
        "passport" => "414",
        "taiwan-permit" => "511",
        "hk-macao-permit" => "516",
        _ => "999",
    };
}
