using System.Text;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Security;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>A signature over named parts, which a call shows as <c>{signature}</c>.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Message">What is signed.</param>
/// <param name="Key">The key, where the algorithm has one.</param>
/// <param name="Encoding">How it is written: <c>hex</c>, <c>HEX</c> or <c>base64</c>.</param>
internal sealed record SignatureSettings(string Algorithm, TemplateText Message, string? Key, string Encoding)
{
    public static SignatureSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new SignatureSettings(
            reader.Choice("algorithm", [.. IMessageSigner.Algorithms]), TemplateText.Parse(reader.RequiredText("message")), reader.Text("key"), reader.Choice("encoding", "hex", "HEX", "base64"));
        reader.Finish();
        return settings;
    }

    /// <summary>The signature for some values.</summary>
    public string Compute(TemplateValues values, IMessageSigner signer)
    {
        var signature = signer.Compute(Algorithm, System.Text.Encoding.UTF8.GetBytes(Message.Fill(values, markup: false)), Key);
        return Encoding switch
        {
            "HEX" => Convert.ToHexString(signature),
            "base64" => Convert.ToBase64String(signature),
            _ => Convert.ToHexStringLower(signature),
        };
    }
}
