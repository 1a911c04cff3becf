using System.Globalization;

namespace Salon.Kernel;

/// <summary>Which form of a counted sentence a number takes, by the Unicode CLDR plural rules for cardinals.</summary>
internal static class PluralRules
{
    /// <returns>The last part of the key: zero, one, two, few, many, other for Arabic; one, other for English.</returns>
    public static string Category(CultureInfo culture, long count)
    {
        var n = Math.Abs(count);
        if (!Languages.IsArabic(culture)) return n == 1 ? "one" : "other";

        return n switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ => (n % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
        };
    }
}
