using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Exchange.Connectors.Soap.Authentication;

/// <summary>The user name token of WS-Security 1.0: the password, or its digest with nonce and time of creation.</summary>
internal static class UsernameToken
{
    public const string Extension = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
    private const string Encoding64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    /// <summary>Writes the header.</summary>
    public static void Write(XmlWriter writer, AuthenticationSettings settings, DateTimeOffset now)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        writer.WriteStartElement("wsse", "Security", Extension);
        writer.WriteStartElement("wsse", "UsernameToken", Extension);
        writer.WriteElementString("wsse", "Username", Extension, settings.User);
        writer.WriteStartElement("wsse", "Password", Extension);
        writer.WriteAttributeString("Type", $"{Profile}#{(settings.Digest ? "PasswordDigest" : "PasswordText")}");
        writer.WriteString(settings.Digest ? Digest(nonce, created, settings.Password) : settings.Password);
        writer.WriteEndElement();
        writer.WriteStartElement("wsse", "Nonce", Extension);
        writer.WriteAttributeString("EncodingType", Encoding64);
        writer.WriteString(Convert.ToBase64String(nonce));
        writer.WriteEndElement();
        writer.WriteElementString("wsu", "Created", Utility, created);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>The digest: SHA-1 over nonce, time and password, as the profile says.</summary>
    public static string Digest(byte[] nonce, string created, string password)
    {
#pragma warning disable CA5350 // The profile knows no other hash.
        return Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]));
#pragma warning restore CA5350
    }
}
