using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Links that let whoever holds them see, move or cancel one booking without signing in.</summary>
/// <remarks>
/// A token is the booking's id and 128 bits of HMAC-SHA256 over id and the booking's own secret: unguessable, not forgeable without the
/// installation's key, revoked by changing the secret. It ends <see cref="Life"/> after the visit, which needs no field of its own.
/// </remarks>
public sealed class ManageLinks(ServerKeys keys)
{
    /// <summary>How long after the end of a visit its link still opens.</summary>
    public static readonly Duration Life = Duration.FromDays(30);

    private const int IdBytes = 16;
    private const int TagBytes = 16;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));

    public async Task<string> TokenAsync(BookingId booking, string secret)
    {
        var token = new byte[IdBytes + TagBytes];
        booking.Value.TryWriteBytes(token, bigEndian: true, out _);
        (await TagAsync(booking, secret)).CopyTo(token, IdBytes);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>The booking a token claims to be for; whether it is, <see cref="IsGenuineAsync"/> says once its secret is known.</returns>
    public static BookingId? BookingOf(string token) =>
        TryDecode(token) is { } bytes ? new BookingId(new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true)) : null;

    public async Task<bool> IsGenuineAsync(string token, BookingId booking, string secret)
    {
        var expected = await TagAsync(booking, secret);
        return TryDecode(token) is { } bytes && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdBytes), expected);
    }

    private async Task<byte[]> TagAsync(BookingId booking, string secret) =>
        HMACSHA256.HashData(await keys.ForAsync("manage-link"), Encoding.UTF8.GetBytes($"{booking.Value:N}|{secret}"))[..TagBytes];

    private static byte[]? TryDecode(string token)
    {
        var bytes = new byte[IdBytes + TagBytes];
        return token.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(token) && Base64Url.TryDecodeFromChars(token, bytes, out var written) && written == bytes.Length
            ? bytes
            : null;
    }
}
