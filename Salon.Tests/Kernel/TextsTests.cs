using System.Globalization;

namespace Salon.Tests.Kernel;

public sealed class TextsTests
{
    private readonly Texts english = Texts.For(Languages.English);
    private readonly Texts arabic = Texts.For(Languages.Arabic);

    [Fact]
    public void A_key_names_a_file_and_a_sentence_in_it()
    {
        Assert.Equal("Tomorrow", english["Formats.Tomorrow"]);
        Assert.Equal("غدًا", arabic["Formats.Tomorrow"]);
    }

    [Theory]
    [InlineData("Formats.NoSuchSentence")]
    [InlineData("NoSuchFile.Title")]
    public void A_missing_sentence_is_a_fault_and_never_shown(string key)
    {
        Assert.Throws<KeyNotFoundException>(() => english[key]);
        Assert.Throws<KeyNotFoundException>(() => arabic[key]);
    }

    [Theory]
    [InlineData("Tomorrow")]
    [InlineData("Formats.")]
    [InlineData(".Tomorrow")]
    public void A_key_without_its_file_is_a_fault(string key)
    {
        Assert.Throws<ArgumentException>(() => english[key]);
    }

    [Fact]
    public void No_language_falls_back_to_another()
    {
        Assert.NotEmpty(arabic["Formats.Hours.few", 3]);
        Assert.Throws<KeyNotFoundException>(() => english["Formats.Hours.few", 3]);
    }

    [Theory]
    [InlineData(0, "0 ساعة")]
    [InlineData(1, "ساعة")]
    [InlineData(2, "ساعتين")]
    [InlineData(3, "3 ساعات")]
    [InlineData(10, "10 ساعات")]
    [InlineData(11, "11 ساعة")]
    [InlineData(99, "99 ساعة")]
    [InlineData(100, "100 ساعة")]
    [InlineData(102, "102 ساعة")]
    [InlineData(103, "103 ساعات")]
    public void Counted_things_take_the_six_Arabic_forms(long count, string expected)
    {
        Assert.Equal(expected, arabic.Count("Formats.Hours", count).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(10, "few")]
    [InlineData(11, "many")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(111, "many")]
    [InlineData(-2, "two")]
    public void Plural_forms_follow_the_unicode_rules(long count, string arabicForm)
    {
        Assert.Equal(arabicForm, PluralRules.Category(Languages.Arabic, count));
        Assert.Equal(Math.Abs(count) == 1 ? "one" : "other", PluralRules.Category(Languages.English, count));
    }

    [Fact]
    public void A_refusal_has_its_sentence_in_both_languages()
    {
        Assert.Equal("Enter a mobile number.", english.Error(PhoneErrors.Missing));
        Assert.Equal("رقم الجوال مطلوب.", arabic.Error(PhoneErrors.Missing));
    }

    [Fact]
    public void Arguments_are_put_into_words_and_kept_from_turning_the_line_around()
    {
        var here = arabic.In(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]);

        Assert.Equal("\u2068Lamsa\u2069، \u2068115\u00A0ر.س\u2069", here["Formats.DateAndTime", "Lamsa", new Money(11500, "SAR")]);
        Assert.Equal("\u2066+966\u00A050\u00A0000\u00A00001\u2069، 1:30\u00A0ص", here["Formats.DateAndTime", PhoneNumber.FromStored("+966500000001"), new LocalTime(1, 30)]);
        Assert.Equal(
            "الجمعة 27\u00A0نوفمبر، 1:30\u00A0ص، ساعة",
            here["Formats.DateAndTime", Instant.FromUtc(2026, 11, 26, 22, 30), Duration.FromHours(1)]);
    }

    [Fact]
    public void A_list_inside_a_sentence_is_isolated_once_because_an_isolate_around_isolates_turns_left_to_right()
    {
        var list = arabic["Public.TwoNames", arabic["Public.TwoNames", "رنا", "Jude"], "هيفاء"];

        Assert.Equal(1, Depth(list));
        Assert.Equal(1, Depth(arabic["Public.ReviewOf", list, list, new LocalDate(2026, 11, 28)]));
        Assert.Equal("\u2068Jude \u2068\u2069، \u2068x\u2069", arabic["Formats.DateAndTime", "Jude \u2068", "x"]); // a mark that somebody typed ends with her text
    }

    [Fact]
    public void A_visit_after_midnight_names_the_day_on_the_wall_and_the_night_it_belongs_to()
    {
        var (zone, one) = (DateTimeZoneProviders.Tzdb["Asia/Riyadh"], Instant.FromUtc(2026, 11, 28, 22, 0));
        var saturday = new LocalDate(2026, 11, 28);

        Assert.Equal("Sunday 29\u00A0November, 1:00\u00A0AM (after midnight on Saturday)", english.In(zone).Formats.VisitTime(saturday, one));
        Assert.Equal("الأحد 29\u00A0نوفمبر، 1:00\u00A0ص (بعد منتصف ليل السبت)", arabic.In(zone).Formats.VisitTime(saturday, one));
        Assert.Equal(english.Formats.Hijri(saturday.PlusDays(1)), english.In(zone).Formats.Hijri(one));
        Assert.Equal("Sunday 29\u00A0November (after midnight on Saturday)", english.In(zone).Formats.VisitDate(saturday, one));
        Assert.Equal("الأحد 29\u00A0نوفمبر", arabic.In(zone).Formats.VisitDate(saturday.PlusDays(1), one));
        Assert.Equal(english.In(zone).Formats.DateAndTime(one), english.In(zone).Formats.VisitTime(saturday.PlusDays(1), one));
    }

    private static int Depth(string text)
    {
        var (depth, deepest) = (0, 0);
        foreach (var character in text) deepest = Math.Max(deepest, depth += character is >= '\u2066' and <= '\u2068' ? 1 : character == '\u2069' ? -1 : 0);
        return deepest;
    }

    [Fact]
    public void A_text_message_carries_no_invisible_marks()
    {
        Assert.Equal("Lamsa, SAR\u00A0115", english.Unmarked["Formats.DateAndTime", "Lamsa", new Money(11500, "SAR")]);
    }

    [Fact]
    public void A_value_nobody_could_read_is_refused()
    {
        Assert.Throws<ArgumentException>(() => english["Formats.DateAndTime", BookingId.New(), "x"]);
        Assert.Throws<ArgumentException>(() => english["Formats.DateAndTime", DateTime.UnixEpoch, "x"]);
    }

    [Fact]
    public void Everyone_reads_the_nearest_language()
    {
        Assert.Same(arabic, Texts.For(CultureInfo.GetCultureInfo("ar-EG")));
        Assert.Same(english, Texts.For(CultureInfo.GetCultureInfo("en-GB")));
        Assert.Same(arabic, Texts.For(CultureInfo.GetCultureInfo("fr-FR")));
        Assert.Equal("rtl", arabic.Direction);
        Assert.Equal("ltr", english.Direction);
    }
}
