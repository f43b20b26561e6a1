using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exchange.Mapping.Plans;

/// <summary>How texts and times stand in the output.</summary>
internal static class OutputText
{
    /// <summary>Chinese stays readable; the output is JSON, never HTML.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    public static void Write(Utf8JsonWriter writer, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[33];
        var fraction = time.Ticks % TimeSpan.TicksPerSecond != 0;
        time.TryFormat(text, out var length, fraction ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    public static void Write(Utf8JsonWriter writer, DateOnly date)
    {
        Span<char> text = stackalloc char[10];
        date.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
