using System.Security.Cryptography;
using System.Text;
using Salon.Data;

namespace Salon.Providers;

/// <summary>Keeps the keys of outside services unreadable where they are stored: AES-256-GCM under a key derived from the installation's master key.</summary>
/// <remarks>
/// A box opens only for the organization and the purpose it was closed for: copied to another row it stays shut. It says which master key
/// closed it, so that a lost one is a state that people are told of: a backup came back without its folder of keys.
/// </remarks>
public sealed class SecretBox(ServerKeys keys)
{
    private const int IdBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // Boxes made before they named their key begin with their nonce; one in four thousand million begins like this, and is only tried in vain.
    private static readonly byte[] Named = "BOX1"u8.ToArray();

    public async Task<byte[]> CloseAsync(OrganizationId organization, string purpose, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = await OpenAesAsync();
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), For(organization, purpose));
        return [.. Named, .. await keys.IdAsync(), .. box];
    }

    /// <returns>What is in it; null when it does not open: closed under a master key that is lost, for somebody else, or changed since.</returns>
    public async Task<string?> OpenAsync(OrganizationId organization, string purpose, byte[] box)
    {
        var inner = box;
        if (box.AsSpan().StartsWith(Named))
        {
            var ours = await keys.IdAsync();
            if (box.Length < Named.Length + IdBytes || !box.AsSpan(Named.Length, IdBytes).SequenceEqual(ours)) return null;
            inner = box[(Named.Length + IdBytes)..];
        }

        if (inner.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[inner.Length - NonceBytes - TagBytes];
        using var aes = await OpenAesAsync();
        try
        {
            aes.Decrypt(inner.AsSpan(0, NonceBytes), inner.AsSpan(NonceBytes + TagBytes), inner.AsSpan(NonceBytes, TagBytes), plain, For(organization, purpose));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private async Task<AesGcm> OpenAesAsync() => new(await keys.ForAsync("provider-secrets"), TagBytes);

    private static byte[] For(OrganizationId organization, string purpose) => Encoding.UTF8.GetBytes($"{organization.Value:N}|{purpose}");
}
