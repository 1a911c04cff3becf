using System.Globalization;

namespace Salon.Tests.Kernel;

public sealed class FormatsTests
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly LocalDate Thursday = new(2026, 11, 26);

    private readonly Formats english = new(Languages.English, Riyadh);
    private readonly Formats arabic = new(Languages.Arabic, Riyadh);

    [Theory]
    [InlineData(11500, "SAR", "SAR 115", "115 ر.س")]
    [InlineData(11550, "SAR", "SAR 115.50", "115.50 ر.س")]
    [InlineData(123456700, "SAR", "SAR 1,234,567", "1,234,567 ر.س")]
    [InlineData(0, "SAR", "SAR 0", "0 ر.س")]
    [InlineData(-4000, "SAR", "SAR -40", "-40 ر.س")]
    [InlineData(7250, "KWD", "KWD 7.250", "7.250 د.ك")]
    [InlineData(7000, "BHD", "BHD 7", "7 د.ب")]
    [InlineData(1500, "JPY", "JPY 1,500", "1,500 JPY")] // no Arabic word on file: the code is understood everywhere
    public void Money_shows_decimals_only_when_it_has_some(long minor, string currency, string inEnglish, string inArabic)
    {
        var money = new Money(minor, currency);

        Assert.Equal(inEnglish, Plain(english.Money(money)));
        Assert.Equal(inArabic, Plain(arabic.Money(money)));
    }

    [Theory]
    [InlineData(0, "0 min", "0 دقيقة")]
    [InlineData(30, "30 s", "30 ثانية")]
    [InlineData(60, "1 min", "دقيقة")]
    [InlineData(95, "1 min 35 s", "دقيقة و35 ثانية")]
    [InlineData(120, "2 min", "دقيقتان")]
    [InlineData(300, "5 min", "5 دقائق")]
    [InlineData(45 * 60, "45 min", "45 دقيقة")]
    [InlineData(60 * 60, "1 h", "ساعة")]
    [InlineData(90 * 60, "1 h 30 min", "ساعة و30 دقيقة")]
    [InlineData(125 * 60, "2 h 5 min", "ساعتان و5 دقائق")]
    [InlineData(24 * 60 * 60, "24 h", "24 ساعة")]
    [InlineData(100 * 60 * 60, "100 h", "100 ساعة")]
    [InlineData(60 * 60 + 1, "1 h", "ساعة")]
    public void A_duration_is_told_in_its_two_largest_units(int seconds, string inEnglish, string inArabic)
    {
        var duration = Duration.FromSeconds(seconds);

        Assert.Equal(inEnglish, Plain(english.Duration(duration)));
        Assert.Equal(inArabic, Plain(arabic.Duration(duration)));
    }

    [Fact]
    public void Two_hours_are_declined_where_a_sentence_asks_for_it()
    {
        Assert.Equal("ساعتين ودقيقتين", Plain(arabic.Duration(Duration.FromMinutes(122), inSentence: true)));
        Assert.Equal("ساعتان ودقيقتان", Plain(arabic.Duration(Duration.FromMinutes(122))));
        Assert.Contains("ساعتين", Texts.For(Languages.Arabic)["Public.UsedAgo", Duration.FromHours(2)]);
    }

    [Theory]
    [InlineData(0, 0, "12:00 AM", "12:00 ص")]
    [InlineData(9, 5, "9:05 AM", "9:05 ص")]
    [InlineData(12, 0, "12:00 PM", "12:00 م")]
    [InlineData(16, 30, "4:30 PM", "4:30 م")]
    public void A_time_is_told_on_a_twelve_hour_clock(int hour, int minute, string inEnglish, string inArabic)
    {
        Assert.Equal(inEnglish, Plain(english.Time(new LocalTime(hour, minute))));
        Assert.Equal(inArabic, Plain(arabic.Time(new LocalTime(hour, minute))));
    }

    [Fact]
    public void Instants_are_told_in_the_zone_of_the_place()
    {
        var instant = Instant.FromUtc(2026, 11, 26, 13, 30);

        Assert.Equal("4:30 PM – 5:15 PM", Plain(english.TimeRange(instant, instant + Duration.FromMinutes(45))));
        Assert.Equal("Thursday 26 November, 4:30 PM", Plain(english.DateAndTime(instant)));
        Assert.Equal("الخميس 26 نوفمبر، 4:30 م", Plain(arabic.DateAndTime(instant)));
        Assert.Throws<InvalidOperationException>(() => new Formats(Languages.English).Time(instant));
    }

    [Fact]
    public void A_time_past_midnight_belongs_to_the_night_before_and_says_so()
    {
        var lateEvening = Instant.FromUtc(2026, 11, 26, 19, 0);
        var pastMidnight = Instant.FromUtc(2026, 11, 26, 22, 30);

        Assert.Equal("10:00 PM", Plain(english.BusinessTime(Thursday, lateEvening)));
        Assert.Equal("Thursday night 1:30 AM", Plain(english.BusinessTime(Thursday, pastMidnight)));
        Assert.Equal("1:30 ص فجر الجمعة", Plain(arabic.BusinessTime(Thursday, pastMidnight)));
    }

    [Fact]
    public void Dates_are_Gregorian_in_both_languages()
    {
        Assert.Equal("Thursday 26 November", Plain(english.LongDate(Thursday)));
        Assert.Equal("الخميس 26 نوفمبر", Plain(arabic.LongDate(Thursday)));
        Assert.Equal("Thu 26 Nov", Plain(english.ShortDate(Thursday)));
        Assert.Equal("26 November 2026", Plain(english.DateWithYear(Thursday)));
        Assert.Equal("26 نوفمبر 2026", Plain(arabic.DateWithYear(Thursday)));
        Assert.Equal("نوفمبر 2026", Plain(arabic.MonthAndYear(Thursday)));
        Assert.All(Languages.All, culture => Assert.IsType<GregorianCalendar>(culture.Calendar));
        Assert.All(Languages.All, culture => Assert.Equal("1234.5", 1234.5m.ToString(culture)));
    }

    [Fact]
    public void The_Hijri_date_can_stand_beside_within_the_published_years()
    {
        var firstOfRamadan = new LocalDate(2026, 2, 18);

        Assert.Equal("1 Ramadan 1447 AH", Plain(english.Hijri(firstOfRamadan)!));
        Assert.Equal("1 رمضان 1447 هـ", Plain(arabic.Hijri(firstOfRamadan)!));
        Assert.NotNull(english.Hijri(new LocalDate(1938, 1, 1)));
        Assert.NotNull(english.Hijri(new LocalDate(2076, 12, 31)));
        Assert.Null(english.Hijri(new LocalDate(2090, 1, 1)));
    }

    [Theory]
    [InlineData(0, "Today", "اليوم")]
    [InlineData(1, "Tomorrow", "غدًا")]
    [InlineData(-1, "Yesterday", "أمس")]
    [InlineData(2, "Saturday 28 November", "السبت 28 نوفمبر")]
    public void Days_close_by_have_names_of_their_own(int days, string inEnglish, string inArabic)
    {
        Assert.Equal(inEnglish, Plain(english.Day(Thursday.PlusDays(days), today: Thursday)));
        Assert.Equal(inArabic, Plain(arabic.Day(Thursday.PlusDays(days), today: Thursday)));
    }

    [Theory]
    [InlineData("ar", "ar")]
    [InlineData("ar-SA", "ar")]
    [InlineData("EN_us", "en")]
    [InlineData("fr", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_language_tag_is_read_leniently(string? tag, string? language)
    {
        Assert.Equal(language, Languages.Parse(tag)?.Name);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
