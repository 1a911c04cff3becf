using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Salon.Accounts;

/// <summary>Makes and compares what must not be guessed.</summary>
internal static class Secrets
{
    private const int Codes = 1_000_000; // six digits

    public static string NewCode() => RandomNumberGenerator.GetInt32(Codes).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A secret of 256 random bits, safe in URLs and cookies.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>For secrets too long to be guessed: a plain hash is enough to keep them out of the database.</summary>
    public static string Hash(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>For secrets short enough to be tried through: worthless without the server's key, and different for every challenge.</summary>
    public static string Hash(byte[] key, RowId challenge, string code) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{challenge}:{code}")));

    /// <summary>Compares two hashes in a time that does not tell where they differ.</summary>
    public static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>A lock subject for something that has no id of its own.</summary>
    public static Guid Subject(string kind, string value) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{value}")).AsSpan(0, 16));
}
