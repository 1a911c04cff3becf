using System.Globalization;
using System.Text.RegularExpressions;

namespace Salon.Tenancy;

/// <summary>The colour a salon gives to the buttons of its public pages: only one that everybody can read.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly partial record struct BrandColour(byte Red, byte Green, byte Blue)
{
    /// <summary>WCAG 2.2 §1.4.3: text on its ground.</summary>
    public const double LeastContrast = 4.5;

    public static readonly BrandColour White = new(255, 255, 255);

    /// <summary>The lightest ground of dark mode (--surface in css/tokens.css).</summary>
    public static readonly BrandColour Night = new(0x22, 0x1B, 0x22);

    /// <returns>Null for anything but "#rrggbb".</returns>
    public static BrandColour? Parse(string? text) => Form().IsMatch(text ?? "")
        ? new(Part(text!, 1), Part(text!, 3), Part(text!, 5))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>1 (the same) to 21 (black and white); WCAG 2.2, "contrast ratio".</summary>
    public double ContrastWith(BrandColour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Whether white words on it, and words of it on a white page, can be read.</summary>
    public bool IsReadable => ContrastWith(White) >= LeastContrast;

    /// <summary>The same hue, as light as words on a dark page must be.</summary>
    public BrandColour ForNight()
    {
        var colour = this;
        for (var share = 0.1; colour.ContrastWith(Night) < LeastContrast; share += 0.05) colour = Mixed(White, share);
        return colour;
    }

    /// <summary>The nearest darker one of the same hue that can be read.</summary>
    public BrandColour Readable()
    {
        var colour = this;
        for (var share = 0.05; !colour.IsReadable; share += 0.05) colour = Mixed(new(0, 0, 0), share);
        return colour;
    }

    /// <param name="other">What it is mixed with.</param>
    /// <param name="share">Of the other: 0 to 1.</param>
    public BrandColour Mixed(BrandColour other, double share) => new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    private double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    private static byte Mix(byte one, byte other, double share) => (byte)Math.Round(one + (other - one) * Math.Clamp(share, 0, 1));

    private static double Linear(byte part) => part / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    private static byte Part(string text, int at) => byte.Parse(text.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
