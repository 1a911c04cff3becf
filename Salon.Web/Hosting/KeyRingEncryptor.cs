using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Salon.Web.Hosting;

/// <summary>Encrypts keys where they are stored with AES-256-GCM under <c>Salon:KeyRingSecret</c>: a copy of the database alone forges no cookie.</summary>
internal sealed class KeyRingEncryptor(string secret) : IXmlEncryptor
{
    /// <summary>What stands in the place of a key.</summary>
    public const string Element = "sealed";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = new byte[KeyRingBox.NonceBytes + KeyRingBox.TagBytes + plain.Length];
        var (nonce, tag, cipher) = KeyRingBox.Split(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = KeyRingBox.Open(secret);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span);
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(box)), typeof(KeyRingDecryptor));
    }
}

/// <summary>Reads what <see cref="KeyRingEncryptor"/> wrote; the framework makes it by name.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var secret = services.GetRequiredService<SalonSettings>().KeyRingSecret
            ?? throw new SettingException("The stored keys are encrypted, and Salon:KeyRingSecret is missing; set it to the value they were made with.");
        var (nonce, tag, cipher) = KeyRingBox.Split(Convert.FromBase64String(encryptedElement.Value));
        var plain = new byte[cipher.Length];
        using var aes = KeyRingBox.Open(secret);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

/// <summary>How a sealed key lies in its bytes: nonce, tag, ciphertext.</summary>
file static class KeyRingBox
{
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    public static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Split(byte[] box) =>
        (box.AsMemory(0, NonceBytes), box.AsMemory(NonceBytes, TagBytes), box.AsMemory(NonceBytes + TagBytes));

    public static AesGcm Open(string secret) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "key-ring"u8.ToArray()), TagBytes);
}
