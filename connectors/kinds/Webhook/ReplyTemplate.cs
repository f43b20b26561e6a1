using System.Security;
using System.Text.Json;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook;

/// <summary>The answer as the system's interface book wants it.</summary>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Done">The body where the records are committed.</param>
/// <param name="Failed">The body where they are not; <c>{message}</c> is replaced.</param>
/// <param name="AlwaysOk">Whether failures are answered with status 200 too, because the system reads the body alone.</param>
internal sealed record ReplyTemplate(string ContentType, string Done, string Failed, bool AlwaysOk)
{
    public static ReplyTemplate? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var template = new ReplyTemplate(
            reader.Text("contentType") ?? "application/json; charset=utf-8", reader.RequiredText("done"), reader.RequiredText("failed"), reader.Flag("alwaysOk", false));
        reader.Finish();
        return template;
    }

    public PushedReply Make(PushedOutcome outcome, int status, string message)
    {
        if (outcome is PushedOutcome.Accepted or PushedOutcome.Repeated)
        {
            return new PushedReply(status, ContentType, Done);
        }

        var escaped = ContentType.Contains("xml", StringComparison.OrdinalIgnoreCase)
            ? SecurityElement.Escape(message)
            : JsonEncodedText.Encode(message).ToString();
        return new PushedReply(AlwaysOk ? 200 : status, ContentType, Failed.Replace("{message}", escaped, StringComparison.Ordinal));
    }
}
