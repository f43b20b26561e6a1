using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Mapping.Outlines;
using Exchange.Schema.Catalog;
using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Samples;

/// <summary>
/// Turns real source records into samples of nobody: what the mapping says to be personal, or does not know, is replaced; the
/// same value becomes the same replacement everywhere, so that records that belong together still do.
/// </summary>
/// <param name="outline">The mapping of the stream; <see langword="null"/> where there is none, and nothing is known.</param>
/// <param name="numbers">The paths of keys of records and cases.</param>
/// <param name="isHarmless">Whether a text certainly holds nothing personal.</param>
/// <param name="seed">A number made from a text with the installation's key, so that nobody can work back from the replacement.</param>
public sealed class Deidentification(MappingOutline? outline, IReadOnlyCollection<string> numbers, Func<string, bool> isHarmless, Func<string, ulong> seed)
{
    private const string Words = "示例文字";
    private const int MostTextsInTexts = 8;

    // Descriptions of the office's own things; any other words may speak of a person.
    private static readonly string[] OfTheOffice = ["item", "department", "region", "theme", "materials", "events.name", "pauses.name", "fees.name", "licences.name"];
    private static readonly string[] Organisations = ["公司", "中心", "工厂", "商店", "银行", "学校", "医院", "协会", "合作社", "委员会", "事务所", "集团", "经营部", "厂", "店"];
    private static readonly string[] Secrets = ["password", "passwd", "pwd", "token", "secret", "cxmm"];

    private readonly Dictionary<string, ValueClass> _classes = new(StringComparer.Ordinal);

    /// <summary>The record without its people.</summary>
    public byte[] Apply(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        return Write(document.RootElement, "", 0);
    }

    private byte[] Write(JsonElement value, string path, int depth)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, value, path, depth);
        }

        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string path, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    // A name that is itself a value (a map by person) is replaced like one.
                    writer.WritePropertyName(property.Name.Length > 0 && property.Name.All(char.IsAsciiDigit) && property.Name.Length >= 7 ? SyntheticValues.SameShape(property.Name, seed(property.Name)) : property.Name);
                    Write(writer, property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", depth);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, path, depth);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(path, value.GetString()!, depth));
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, path, value.GetRawText());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteNumber(Utf8JsonWriter writer, string path, string text)
    {
        var replaced = Replace(path, text);
        if (replaced.Length > 0 && replaced[0] != '0' && replaced.All(char.IsAsciiDigit))
        {
            writer.WriteRawValue(replaced);
        }
        else if (replaced == text)
        {
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteStringValue(replaced);
        }
    }

    // A text no field is made of as it stands may hold a structure: then its values are replaced, and it stays one.
    private string Text(string path, string text, int depth)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (depth >= MostTextsInTexts || start.IsEmpty || ClassOf(path) != ValueClass.Unknown)
        {
            return Replace(path, text);
        }

        var inside = start[0] switch
        {
            '<' => XmlText.Replace(text, path, (p, t) => Text(p, t, depth + 1)),
            '{' or '[' => Json(text, path, depth + 1),
            _ => null,
        };
        return inside ?? Replace(path, text);
    }

    private string? Json(string text, string path, int depth)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = 64 });
            return Encoding.UTF8.GetString(Write(document.RootElement, path, depth));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string Replace(string path, string text)
    {
        if (text.Trim().Length == 0 || outline?.Nulls.Contains(text.Trim()) == true)
        {
            return text;
        }

        return ClassOf(path) switch
        {
            ValueClass.Plain => isHarmless(text) || !text.Any(char.IsAsciiDigit) ? text : Unknown(text, keepWords: true),
            ValueClass.Number => SyntheticValues.SameShape(text, seed(text)),
            ValueClass.Words or ValueClass.Secret => Words,
            ValueClass.Name => Array.Exists(Organisations, o => text.Length > 3 && text.Contains(o, StringComparison.Ordinal)) ? SyntheticValues.Organisation(seed(text)) : SyntheticValues.Person(seed(text)),
            ValueClass.Address => SyntheticValues.Address(seed(text)),
            ValueClass.Phone => SyntheticValues.Phone(seed(text)),
            ValueClass.Document => Document(text),
            _ => Unknown(text, keepWords: false),
        };
    }

    private string Document(string text)
    {
        var plain = text.Trim().ToUpperInvariant();
        return plain.Length switch
        {
            15 when IdNumber.Check(plain) <= IdentifierFault.UnknownRegion => SyntheticValues.IdNumber(seed(plain), 15),
            18 when IdNumber.Check(plain) <= IdentifierFault.UnknownRegion => SyntheticValues.IdNumber(seed(plain), 18),
            18 when Uscc.Check(plain) == IdentifierFault.None => SyntheticValues.SocialCreditCode(seed(plain)),
            9 when OrganisationCode.Check(plain) == IdentifierFault.None => SyntheticValues.OrganisationCodeOf(seed(plain)),

            // A number that was wrong stays wrong: that may be what the test is about.
            _ => SyntheticValues.SameShape(text, seed(plain)),
        };
    }

    private string Unknown(string text, bool keepWords)
    {
        var plain = text.Trim();
        if (MobileNumber.Check(plain) == IdentifierFault.None)
        {
            return SyntheticValues.Phone(seed(plain));
        }

        if (plain.Length is 15 or 18 && Document(plain) is var document && !IsSameShape(plain))
        {
            return document;
        }

        if (keepWords || isHarmless(text))
        {
            var words = text.Any(char.IsAsciiLetter) && text.Contains(' ', StringComparison.Ordinal);
            return words && !keepWords ? Words : LongestDigits(text) >= 7 ? SyntheticValues.SameShape(text, seed(text)) : text;
        }

        return Words;
    }

    private static bool IsSameShape(string plain) =>
        IdNumber.Check(plain.ToUpperInvariant()) > IdentifierFault.UnknownRegion && Uscc.Check(plain.ToUpperInvariant()) != IdentifierFault.None;

    private static int LongestDigits(string text)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
        {
            run = char.IsAsciiDigit(c) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private ValueClass ClassOf(string path)
    {
        if (!_classes.TryGetValue(path, out var known))
        {
            var uses = outline?.Fields.Where(f => f.Sources.Contains(path)).Select(ClassOf).ToList() ?? [];
            if (numbers.Contains(path))
            {
                uses.Add(ValueClass.Number);
            }

            if (IsSecret(path))
            {
                uses.Add(ValueClass.Secret);
            }

            _classes[path] = known = uses.Count == 0 ? ValueClass.Unknown : uses.Max();
        }

        return known;
    }

    private static bool IsSecret(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..].TrimStart('@');
        return Array.Exists(Secrets, s => name.Contains(s, StringComparison.OrdinalIgnoreCase));
    }

    private static ValueClass ClassOf(FieldOutline use)
    {
        if (use.Tables.Count > 0 || SchemaCatalog.CaseV1.Find(use.Path) is not { } field)
        {
            return ValueClass.Plain;
        }

        var name = field.Name;
        if (name is "idNo" or "certificateNo" or "holderIdNo")
        {
            return ValueClass.Document;
        }

        if (name is "mobile" or "phone")
        {
            return ValueClass.Phone;
        }

        if (name is "address")
        {
            return ValueClass.Address;
        }

        if (field.Personal && name is "name" or "legalPerson" or "handler" or "acceptedBy" or "holder" or "recipient" or "payer" or "evaluator")
        {
            return ValueClass.Name;
        }

        if (name is "key" or "sourceCaseNo" or "caseNo" or "parentCaseNo" or "earlierCaseNo" or "acceptanceNo" or "number" or "identifier" or "trackingNo" or "orderNo" or "billNo" || field.Path.StartsWith("numbers.", StringComparison.Ordinal))
        {
            return ValueClass.Number;
        }

        var office = Array.Exists(OfTheOffice, o => field.Path == o || field.Path.StartsWith(o + ".", StringComparison.Ordinal))
            || field.Parent is { Name: "department" or "issuer" or "authority" };
        return field.Personal || (field is { Type: SchemaType.Text, CodeSet: null } && !office) ? ValueClass.Words : ValueClass.Plain;
    }
}
