using System.Globalization;

namespace Salon.Kernel;

/// <summary>The languages Salon speaks, as cultures made on purpose: Gregorian calendar and digits 0-9 in both.</summary>
/// <remarks>.NET gives Saudi cultures the Umm al-Qura calendar and Arabic separators; dates and prices would then differ by where a page was made.</remarks>
public static class Languages
{
    public static readonly CultureInfo Arabic = Make("ar");
    public static readonly CultureInfo English = Make("en");

    /// <summary>Arabic first: it is also the language of whoever has not chosen.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [Arabic, English];

    /// <summary>The language of a tag such as "ar", "ar-SA" or "EN"; null when Salon does not speak it.</summary>
    public static CultureInfo? Parse(string? tag)
    {
        var language = tag?.Split('-', '_')[0].Trim();
        return All.FirstOrDefault(culture => culture.Name.Equals(language, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The language of Salon that a culture of the runtime comes nearest to.</summary>
    public static CultureInfo Nearest(CultureInfo culture) => Parse(culture.Name) ?? Arabic;

    public static bool IsArabic(CultureInfo culture) => culture.TwoLetterISOLanguageName == "ar";

    private static CultureInfo Make(string name)
    {
        var culture = new CultureInfo(name, useUserOverride: false) { NumberFormat = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone() };
        culture.DateTimeFormat.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized);
        return CultureInfo.ReadOnly(culture);
    }
}
