using System.Security.Cryptography;
using System.Text;

namespace Salon.Data;

/// <summary>Encrypts what lies beside the data it protects, with AES-256-GCM under a key derived from <c>Salon:KeyRingSecret</c>: a copy of the data alone opens nothing.</summary>
/// <remarks>Nonce, tag, ciphertext: <see cref="Overhead"/> bytes longer than what is in it.</remarks>
public static class SecretWrap
{
    public const int Overhead = NonceBytes + TagBytes;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="purpose">Names the use: what is sealed for one cannot be passed off as another.</param>
    public static byte[] Seal(string secret, string purpose, ReadOnlySpan<byte> plain)
    {
        var box = new byte[Overhead + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = AesOf(secret, purpose);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(Overhead), box.AsSpan(NonceBytes, TagBytes));
        return box;
    }

    /// <exception cref="CryptographicException">It was sealed with another secret, for another purpose, or changed.</exception>
    public static byte[] Open(string secret, string purpose, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead) throw new CryptographicException("The box is too short.");
        var plain = new byte[box.Length - Overhead];
        using var aes = AesOf(secret, purpose);
        aes.Decrypt(box[..NonceBytes], box[Overhead..], box[NonceBytes..Overhead], plain);
        return plain;
    }

    private static AesGcm AesOf(string secret, string purpose) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes(purpose)), TagBytes);
}

/// <summary>The stored keys are encrypted, and the secret that opens them is missing or another one; the message says what to do.</summary>
public sealed class KeyRingSecretException(string sentence) : Exception(sentence)
{
    public static KeyRingSecretException Missing => new("The stored keys are encrypted, and Salon:KeyRingSecret is missing; set it to the value they were made with.");

    public static KeyRingSecretException Wrong => new("Salon:KeyRingSecret does not open the stored keys; set it to the value they were made with, the same on every node.");
}
