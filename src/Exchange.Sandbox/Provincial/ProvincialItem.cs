using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Sandbox.Cases;

namespace Exchange.Sandbox.Provincial;

/// <summary>A case as the provincial hall shows it. The closing brace is left off: each read appends fetchedAt.</summary>
internal static class ProvincialItem
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(SandboxCase subject)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        void Put(string name, string? value)
        {
            foreach (var dirt in subject.Dirt)
            {
                if (dirt.WireField == name)
                {
                    value = dirt.WireValue;
                }
            }
            json.WriteString(name, value);
        }

        var odd = subject.Number % 50;
        Put("sblsh", subject.SourceNo);
        Put("gjbjbh", subject.NationalNo);
        Put("stbjbh", subject.ProvinceNo);
        Put("sxbm", subject.Item.LocalCode);
        Put("sxmc", subject.Item.Name);
        Put("bjlx", subject.CaseType == "immediate" ? "1" : "2");
        Put("slbmdm", subject.Unit.Code);
        Put("slbmmc", subject.Unit.Name);
        Put("xzqhdm", subject.AreaCode);
        Put("sqrlx", subject.Applicant.Type == "person" ? "0" : "1");
        Put("sqrmc", subject.Applicant.Name);
        Put("sqrzjlx", IdType(subject.Applicant.IdType));
        // Some counters key the check letter in lower case; the number is the same.
        Put("sqrzjhm", odd == 7 && subject.Applicant.IdType == "id-card" ? subject.Applicant.IdNo.ToLowerInvariant() : subject.Applicant.IdNo);
        Put("frdb", subject.Applicant.LegalPerson);
        Put("lxrxm", subject.Contact.Name);
        Put("lxrsj", subject.Contact.Mobile);
        Put("txdz", subject.Applicant.Address);
        Put("jbrxm", subject.Agent?.Name ?? (odd == 3 ? "无" : odd == 4 ? "" : null));
        Put("jbrzjhm", subject.Agent?.IdNo);
        Put("jbrsj", subject.Agent?.Mobile);
        Put("sbxmmc", subject.ProjectName);
        Put("tjfs", subject.Channel switch { "window" => "0", "web" => "1", "mail" => "2", _ => "8" });
        Put("sqsj", odd == 11 ? subject.AppliedAt.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) : Time(subject.AppliedAt));
        Put("slsj", Time(subject.AcceptedAt));
        Put("cnbjsj", Time(subject.PromisedAt));
        Put("fdbjsj", Time(subject.DueAt));
        Put("bjzt", Status(subject.Status));
        Put("bjsj", Time(subject.Result?.At));
        Put("bjjgdm", subject.Result?.Outcome switch { "granted" => "0", "refused" => "1", "voided" => "2", _ => null });
        Put("bjjgms", subject.Result?.Text);
        Put("zzmc", subject.Result?.CertificateName);
        Put("zzbh", subject.Result?.CertificateNo);
        Put("zzyxqq", Date(subject.Result?.ValidFrom));
        Put("zzyxqz", Date(subject.Result?.ValidTo));
        json.WriteStartArray("cllb");
        foreach (var material in subject.Materials)
        {
            json.WriteStartObject();
            json.WriteString("clmc", material.Name);
            json.WriteString("clbm", material.Code);
            json.WriteString("sqfs", material.Way);
            json.WriteString("fs", "1");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Put("sfsc", subject.Deleted ? "1" : "0");
        Put("gxsj", Time(subject.Row.ChangedAt));
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static string? Time(DateTime? value) => value?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? Date(DateTime? value) => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Status(string status) => status switch
    {
        CaseStatus.Submitted => "10",
        CaseStatus.Accepted => "30",
        CaseStatus.InProcess => "40",
        CaseStatus.Suspended => "41",
        _ => "90",
    };

    private static string IdType(string type) => type switch
    {
        "id-card" => "SF",
        "passport" => "HZ",
        "taiwan-permit" => "TWTX",
        "hk-macao-permit" => "GATX",
        "uscc" => "XYDM",
        "org-code" => "JGDM",
        "business-licence" => "YYZZ",
        _ => "QT",
    };
}
