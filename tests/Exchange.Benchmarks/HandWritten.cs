using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Schema.Identifiers;

namespace Exchange.Benchmarks;

/// <summary>The same job by hand: parse, clean, look codes up, check identifiers, read times, write the case with the raw codes beside it.</summary>
internal static class HandWritten
{
    private static readonly FrozenDictionary<string, string> Statuses = Of("30=accepted 40=in-process 90=done");
    private static readonly FrozenDictionary<string, string> Types = Of("1=immediate 2=promised");
    private static readonly FrozenDictionary<string, string> Channels = Of("0=window 1=web");
    private static readonly FrozenDictionary<string, string> Applicants = Of("0=person 1=enterprise");
    private static readonly FrozenDictionary<string, string> Papers = Of("SF=id-card XYDM=uscc");
    private static readonly FrozenDictionary<string, string> Outcomes = Of("0=granted 1=refused");
    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss"];
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> record)
    {
        using var document = JsonDocument.Parse(record);
        var source = document.RootElement;
        var output = new ArrayBufferWriter<byte>(2048);
        using var writer = new Utf8JsonWriter(output, Relaxed);
        writer.WriteStartObject();
        Write(writer, "sourceCaseNo", Required(Text(source, "sblsh")));
        writer.WriteStartObject("numbers");
        Write(writer, "national", Text(source, "gjbjbh"));
        writer.WriteEndObject();
        writer.WriteStartObject("item");
        var item = Text(source, "sxbm")?.ToUpperInvariant();
        Write(writer, "code", item is null || ItemCode.Check(item) == IdentifierFault.None ? item : throw new FormatException("item code"));
        Write(writer, "name", Required(Text(source, "sxmc")));
        writer.WriteEndObject();
        writer.WriteStartObject("department");
        var department = Text(source, "slbmdm")?.ToUpperInvariant();
        Write(writer, "code", department is null || Uscc.Check(department) == IdentifierFault.None ? department : throw new FormatException("uscc"));
        Write(writer, "name", Text(source, "slbmmc"));
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        Write(writer, "code", Text(source, "xzqhdm"));
        writer.WriteEndObject();
        var (caseType, channel, type, paper, status, outcome) =
            (Text(source, "bjlx"), Text(source, "tjfs"), Text(source, "sqrlx"), Text(source, "sqrzjlx"), Text(source, "bjzt"), Text(source, "bjjgdm"));
        Write(writer, "caseType", Code(Types, caseType));
        Write(writer, "channel", Code(Channels, channel));
        Write(writer, "projectName", Text(source, "sbxmmc"));
        writer.WriteStartObject("applicant");
        Write(writer, "type", Code(Applicants, type));
        Write(writer, "name", Required(Collapse(Text(source, "sqrmc"))));
        var canonicalPaper = Code(Papers, paper);
        Write(writer, "idType", canonicalPaper);
        var number = HalfWidth(Text(source, "sqrzjhm"))?.ToUpperInvariant();
        if (number is not null && canonicalPaper == "id-card" && IdNumber.Check(number) > IdentifierFault.UnknownRegion)
        {
            throw new FormatException("identity number");
        }

        Write(writer, "idNo", number);
        var mobile = HalfWidth(Text(source, "sqrsj"));
        Write(writer, "mobile", mobile is null || (mobile.Length == 11 && mobile[0] == '1') ? mobile : throw new FormatException("mobile"));
        Write(writer, "address", Text(source, "txdz"));
        writer.WriteEndObject();
        writer.WriteStartObject("contact");
        Write(writer, "name", Text(source, "lxrxm"));
        writer.WriteEndObject();
        Write(writer, "appliedAt", Required(Time(Text(source, "sqsj"))));
        Write(writer, "acceptedAt", Time(Text(source, "slsj")));
        Write(writer, "promisedAt", Time(Text(source, "cnbjsj")));
        Write(writer, "status", Required(Code(Statuses, status)));
        Write(writer, "finishedAt", Time(Text(source, "bjsj")));
        writer.WriteStartObject("result");
        Write(writer, "outcome", Code(Outcomes, outcome));
        Write(writer, "description", Text(source, "bjjgms"));
        writer.WriteStartObject("raw");
        Write(writer, "outcome", outcome);
        writer.WriteEndObject();
        writer.WriteEndObject();
        Write(writer, "remark", Text(source, "bz"));
        writer.WriteStartObject("raw");
        Write(writer, "applicant.idType", paper);
        Write(writer, "applicant.type", type);
        Write(writer, "caseType", caseType);
        Write(writer, "channel", channel);
        Write(writer, "status", status);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static FrozenDictionary<string, string> Of(string pairs) => pairs.Split(' ').Select(p => p.Split('=')).ToFrozenDictionary(p => p[0], p => p[1]);

    private static string? Text(JsonElement source, string name) =>
        source.TryGetProperty(name, out var value) && value.GetString()?.Trim() is { Length: > 0 } text && text is not ("无" or "null" or "/") ? text : null;

    private static string Required(string? value) => value ?? throw new FormatException("missing");

    private static string? Code(FrozenDictionary<string, string> table, string? raw) => raw is null ? null : table[raw];

    private static string? Time(string? text) => text is null
        ? null
        : DateTime.ParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None).ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture);

    private static string? HalfWidth(string? text) => text is null || !text.AsSpan().ContainsAnyInRange('\uFF01', '\uFF5E')
        ? text
        : string.Create(text.Length, text, static (span, t) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = t[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(t[i] - 0xFEE0) : t[i];
            }
        });

    private static string? Collapse(string? text) => text?.Replace('\u00A0', ' ').Trim();

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
