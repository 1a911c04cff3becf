using System.Globalization;

namespace Salon.Web.Components.Kit;

/// <summary>The names of days and months that the library's calendar shows, as <see cref="Formats"/> writes them.</summary>
internal static class CalendarWords
{
    private static readonly CultureInfo Arabic = Make(Languages.Arabic), English = Make(Languages.English);

    public static CultureInfo Of(Texts texts) => Languages.IsArabic(texts.Culture) ? Arabic : English;

    private static CultureInfo Make(CultureInfo language)
    {
        var (formats, made) = (new Formats(language), (CultureInfo)language.Clone());
        var words = made.DateTimeFormat;
        words.YearMonthPattern = "MMMM yyyy";
        words.DayNames = [.. Enumerable.Range(0, 7).Select(day => formats.Weekday(Iso(day)))];
        words.AbbreviatedDayNames = words.ShortestDayNames = [.. Enumerable.Range(0, 7).Select(day => formats.NarrowWeekday(Iso(day)))];
        words.MonthNames = words.MonthGenitiveNames = words.AbbreviatedMonthNames = words.AbbreviatedMonthGenitiveNames =
            [.. Enumerable.Range(1, 12).Select(formats.Month), ""];
        return CultureInfo.ReadOnly(made);
    }

    private static IsoDayOfWeek Iso(int day) => day == 0 ? IsoDayOfWeek.Sunday : (IsoDayOfWeek)day;
}
