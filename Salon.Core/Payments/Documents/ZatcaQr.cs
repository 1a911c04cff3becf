using System.Globalization;
using System.Text;

namespace Salon.Payments.Documents;

/// <summary>What the QR code of a simplified tax invoice says: base64 of five fields, each a tag, a length in bytes and UTF-8 (ZATCA, 18 November 2021).</summary>
public sealed record ZatcaQr(string Seller, string VatNumber, Instant IssuedAt, long GrossMinor, long VatMinor)
{
    private const int MostBytes = 255; // a field's length is one unsigned byte

    /// <exception cref="ArgumentException">A field is empty or too long, or an amount is negative.</exception>
    public string Encode()
    {
        using var bytes = new MemoryStream();
        Write(bytes, 1, Seller);
        Write(bytes, 2, VatNumber);
        Write(bytes, 3, IssuedAt.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)); // UTC: Z means it
        Write(bytes, 4, Amount(GrossMinor));
        Write(bytes, 5, Amount(VatMinor));
        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>The fields by their tags; null when the text is not such a code.</summary>
    public static IReadOnlyDictionary<int, string>? Decode(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        var fields = new Dictionary<int, string>();
        for (var at = 0; at < length;)
        {
            if (at + 2 > length || at + 2 + bytes[at + 1] > length) return null;
            fields[bytes[at]] = Encoding.UTF8.GetString(bytes, at + 2, bytes[at + 1]);
            at += 2 + bytes[at + 1];
        }

        return fields;
    }

    // Two places, a point, ASCII digits, whatever the culture.
    private static string Amount(long minor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minor);
        return string.Create(CultureInfo.InvariantCulture, $"{minor / 100}.{minor % 100:00}");
    }

    private static void Write(MemoryStream bytes, byte tag, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        if (utf8.Length is 0 or > MostBytes) throw new ArgumentException($"Field {tag} has {utf8.Length} bytes; it must have 1 to {MostBytes}.", nameof(value));
        bytes.WriteByte(tag);
        bytes.WriteByte((byte)utf8.Length);
        bytes.Write(utf8);
    }
}
