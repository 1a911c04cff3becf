using System.Security.Cryptography;
using System.Text;
using Salon.Data;

namespace Salon.Providers;

/// <summary>Keeps the keys of outside services unreadable where they are stored: AES-256-GCM under a key derived from the installation's secret.</summary>
/// <remarks>A box opens only for the organization and the purpose it was closed for: copied to another row it stays shut.</remarks>
public sealed class SecretBox(ServerKeys keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public async Task<byte[]> CloseAsync(OrganizationId organization, string purpose, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = await OpenAesAsync();
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), For(organization, purpose));
        return box;
    }

    /// <exception cref="CryptographicException">It was closed for somebody else, changed, or closed under another installation's secret.</exception>
    public async Task<string> OpenAsync(OrganizationId organization, string purpose, byte[] box)
    {
        if (box.Length < NonceBytes + TagBytes) throw new CryptographicException("The box is too short.");
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = await OpenAesAsync();
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain, For(organization, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    private async Task<AesGcm> OpenAesAsync() => new(await keys.ForAsync("provider-secrets"), TagBytes);

    private static byte[] For(OrganizationId organization, string purpose) => Encoding.UTF8.GetBytes($"{organization.Value:N}|{purpose}");
}
