using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Exchange.Security.Passwords;

/// <summary>Salted, slow hashes of passwords (PBKDF2 with SHA-256, RFC 8018).</summary>
public static class PasswordHash
{
    private const int Iterations = 210_000;
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The hash of a password, with its salt and its cost.</summary>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha256${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Iterations))}");
    }

    /// <summary>Whether a password is the one that was hashed; takes the same time either way.</summary>
    public static bool Verify(string password, string hash)
    {
        var parts = hash.Split('$');
        if (parts.Length != 4 || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var iterations))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromBase64String(parts[2]), iterations), Convert.FromBase64String(parts[3]));
    }

    /// <summary>A random password that is easy to type.</summary>
    public static string Random() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashLength);
}
