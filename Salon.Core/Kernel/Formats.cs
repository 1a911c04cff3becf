using System.Globalization;

namespace Salon.Kernel;

/// <summary>The one formatter of times, dates, durations and money for people; machines get invariant text elsewhere.</summary>
/// <remarks>Gregorian dates and digits 0-9 in both languages, as Saudi apps do. Parts that belong together are joined by a space that does not break.</remarks>
public sealed class Formats
{
    private readonly CultureInfo culture;
    private readonly DateTimeZone? zone;

    /// <param name="culture">The nearest of <see cref="Languages.All"/> is used.</param>
    /// <param name="zone">The zone instants are told in: the branch's. Without it instants are refused.</param>
    public Formats(CultureInfo culture, DateTimeZone? zone = null) => (this.culture, this.zone) = (Languages.Nearest(culture), zone);

    /// <summary>"SAR 115", "115 ر.س", "KWD 7.250": decimals only when the amount is not whole.</summary>
    public string Money(Money money) =>
        Word("Amount", Amount(money), TextResources.Find(culture, $"Formats.Currency.{money.Currency}") ?? money.Currency);

    /// <summary>"115", "7.250": the same without its currency, for where a sign stands beside it.</summary>
    public string Amount(Money money)
    {
        var scale = Currencies.Scale(money.Currency);
        var digits = money.Minor % scale == 0 ? 0 : Currencies.Exponent(money.Currency);
        return (money.Minor / (decimal)scale).ToString($"N{digits}", culture);
    }

    /// <summary>"1,150".</summary>
    public string Number(long number) => number.ToString("N0", culture);

    /// <summary>"45 min", "1 h 30 min", «ساعة و30 دقيقة», "30 s": the largest unit and the one below it.</summary>
    /// <param name="duration">Not negative; what is below a second does not count.</param>
    /// <param name="inSentence">It depends on words before it, as in «قبل ساعتين»; alone it is «ساعتان».</param>
    public string Duration(Duration duration, bool inSentence = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, NodaTime.Duration.Zero);
        var seconds = (long)duration.TotalSeconds;
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        seconds %= 60;

        if (hours > 0) return minutes == 0 ? Of("Hours", hours) : Word("TwoUnits", Of("Hours", hours), Of("Minutes", minutes));
        if (seconds == 0) return Of("Minutes", minutes);
        return minutes == 0 ? Of("Seconds", seconds) : Word("TwoUnits", Of("Minutes", minutes), Of("Seconds", seconds));

        string Of(string units, long count) => count == 2 && !inSentence ? Word($"Two{units}") : Count(units, count);
    }

    /// <summary>"4:30 PM", «4:30 م».</summary>
    public string Time(LocalTime time) =>
        Word(time.Hour < 12 ? "TimeBeforeNoon" : "TimeAfterNoon", string.Create(CultureInfo.InvariantCulture, $"{time.ClockHourOfHalfDay}:{time.Minute:00}"));

    /// <inheritdoc cref="Time(LocalTime)"/>
    public string Time(Instant instant) => Time(Local(instant).TimeOfDay);

    /// <summary>"4:30 PM – 5:15 PM".</summary>
    public string TimeRange(Instant start, Instant end) => Word("TimeRange", Time(start), Time(end));

    /// <summary>A time of a business day: "4:30 PM", but "Thursday night 1:30 AM", «1:30 ص فجر الجمعة» once midnight has passed.</summary>
    public string BusinessTime(LocalDate businessDate, Instant instant)
    {
        var local = Local(instant);
        return local.Date == businessDate
            ? Time(local.TimeOfDay)
            : Word("TimePastMidnight", Time(local.TimeOfDay), Weekday(businessDate.DayOfWeek), Weekday(local.DayOfWeek));
    }

    /// <summary>"Thursday 26 November, 4:30 PM".</summary>
    public string DateAndTime(Instant instant)
    {
        var local = Local(instant);
        return Word("DateAndTime", LongDate(local.Date), Time(local.TimeOfDay));
    }

    /// <summary>
    /// When a visit begins: "Thursday 26 November, 4:30 PM", but "Friday 27 November, 1:30 AM (after midnight on Thursday)" once midnight has passed,
    /// because many mean the night that follows when they say a day.
    /// </summary>
    public string VisitTime(LocalDate businessDate, Instant instant)
    {
        var local = Local(instant);
        return businessDate < local.Date
            ? Word("VisitPastMidnight", LongDate(local.Date), Time(local.TimeOfDay), Weekday(businessDate.DayOfWeek))
            : DateAndTime(instant);
    }

    /// <summary>The day of a visit beside its time: "Thursday 26 November", but "Friday 27 November (after midnight on Thursday)" once midnight has passed.</summary>
    public string VisitDate(LocalDate businessDate, Instant instant)
    {
        var date = Local(instant).Date;
        return businessDate < date ? Word("DatePastMidnight", LongDate(date), Weekday(businessDate.DayOfWeek)) : LongDate(date);
    }

    /// <summary>The Hijri date beside a time: of the day it is on the wall, not of the business day.</summary>
    public string? Hijri(Instant instant) => Hijri(Local(instant).Date);

    /// <summary>"Thursday 26 November".</summary>
    public string LongDate(LocalDate date) => Word("WeekdayAndDate", Weekday(date.DayOfWeek), date.Day, Month(date.Month));

    /// <summary>"Thu 26 Nov"; Arabic does not shorten these words.</summary>
    public string ShortDate(LocalDate date) =>
        Word("WeekdayAndDate", ShortWeekday(date.DayOfWeek), date.Day, ShortMonth(date));

    /// <summary>"Nov"; Arabic does not shorten it.</summary>
    public string ShortMonth(LocalDate date) => Word(Part("ShortMonth", date.Month));

    /// <summary>"26 November 2026".</summary>
    public string DateWithYear(LocalDate date) => Word("DateWithYear", date.Day, Month(date.Month), date.Year);

    /// <summary>"November 2026", the heading of a calendar.</summary>
    public string MonthAndYear(LocalDate date) => Word("MonthAndYear", Month(date.Month), date.Year);

    /// <summary>The Umm al-Qura date: "16 Jumada al-Akhirah 1448 AH". Null outside the years the calendar is published for (1937 to 2077).</summary>
    public string? Hijri(LocalDate date)
    {
        if (date.Year is < 1938 or > 2076) return null; // whole Gregorian years well inside the tables
        var hijri = date.WithCalendar(CalendarSystem.UmAlQura);
        return Word("HijriDate", hijri.Day, Word(Part("HijriMonth", hijri.Month)), hijri.Year);
    }

    /// <summary>"Today", "Tomorrow", "Yesterday"; any other day as <see cref="LongDate"/>.</summary>
    /// <param name="date">The day to name.</param>
    /// <param name="today">The business day of whoever reads.</param>
    public string Day(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
    {
        0 => Word("Today"),
        1 => Word("Tomorrow"),
        -1 => Word("Yesterday"),
        _ => LongDate(date),
    };

    /// <summary>"Thursday".</summary>
    public string Weekday(IsoDayOfWeek day) => Word(Part("Weekday", (int)day));

    /// <summary>"Thu"; Arabic does not shorten it.</summary>
    public string ShortWeekday(IsoDayOfWeek day) => Word(Part("ShortWeekday", (int)day));

    /// <summary>"Th", «خ»: over the column of a calendar, which is as wide as two digits.</summary>
    public string NarrowWeekday(IsoDayOfWeek day) => Word(Part("NarrowWeekday", (int)day));

    /// <summary>"November".</summary>
    public string Month(int month) => Word(Part("Month", month));

    private LocalDateTime Local(Instant instant) =>
        instant.InZone(zone ?? throw new InvalidOperationException("An instant is told in a zone, and these formats were made without one.")).LocalDateTime;

    private string Count(string key, long count) => Word($"{key}.{PluralRules.Category(culture, count)}", count);

    private string Word(string key, params ReadOnlySpan<object?> args) => string.Format(culture, TextResources.Get(culture, $"Formats.{key}"), args);

    private static string Part(string key, int number) => string.Create(CultureInfo.InvariantCulture, $"{key}.{number}");
}
