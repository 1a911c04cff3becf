using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Salon.Data;

namespace Salon.Web.Hosting;

/// <summary>Encrypts keys where they are stored under <c>Salon:KeyRingSecret</c>: a copy of the database alone forges no cookie.</summary>
internal sealed class KeyRingEncryptor(string secret) : IXmlEncryptor
{
    /// <summary>What stands in the place of a key.</summary>
    public const string Element = "sealed";

    internal const string Purpose = "key-ring";

    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(SecretWrap.Seal(secret, Purpose, plain))), typeof(KeyRingDecryptor));
    }

    /// <summary>Encrypts what of a key was stored readable, before there was a secret, as the framework itself writes it.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Seal(XElement key)
    {
        var readable = key.Descendants().Where(e => (bool?)e.Attribute(Framework + "requiresEncryption") == true).ToList();
        foreach (var secretPart in readable)
        {
            var sealedPart = Encrypt(secretPart);
            secretPart.ReplaceWith(new XElement(Framework + "encryptedSecret", new XAttribute("decryptorType", sealedPart.DecryptorType.AssemblyQualifiedName!), sealedPart.EncryptedElement));
        }

        return readable.Count > 0;
    }
}

/// <summary>Reads what <see cref="KeyRingEncryptor"/> wrote; the framework makes it by name.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var secret = services.GetRequiredService<SalonSettings>().KeyRingSecret ?? throw KeyRingSecretException.Missing;
        return XElement.Parse(Encoding.UTF8.GetString(SecretWrap.Open(secret, KeyRingEncryptor.Purpose, Convert.FromBase64String(encryptedElement.Value))));
    }
}
