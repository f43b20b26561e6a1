using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>The user name token of WS-Security: the digest of nonce, time and password.</summary>
internal static class NameToken
{
    public static bool Holds(XElement? header, string user, string password)
    {
        string? Value(string name) => header?.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        if (Value("Username") != user || Value("Nonce") is not { } nonce || Value("Created") is not { } created)
        {
            return false;
        }
        var salt = new byte[64];
        if (!Convert.TryFromBase64String(nonce, salt, out var length))
        {
            return false;
        }
#pragma warning disable CA5350 // The profile knows no other hash.
        var digest = SHA1.HashData([.. salt.AsSpan(0, length), .. Encoding.UTF8.GetBytes(created + password)]);
#pragma warning restore CA5350
        return Value("Password") == Convert.ToBase64String(digest);
    }
}
