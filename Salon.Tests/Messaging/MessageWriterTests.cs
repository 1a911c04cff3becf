using Salon.Bookings;
using Salon.Messaging;
using Salon.Tenancy;

namespace Salon.Tests.Messaging;

/// <summary>The texts, word for word: whoever changes one sees here what customers will read.</summary>
public sealed class MessageWriterTests
{
    // Thursday 10 December 2026, 16:30 in Riyadh
    private static readonly Instant Afternoon = Instant.FromUtc(2026, 12, 10, 13, 30);

    [Fact]
    public void A_confirmation_in_Arabic() => Says(
        """
        تم تأكيد موعدك في لمسة.
        الموعد: الخميس 10 ديسمبر، 4:30 م
        الخدمات: قص الشعر، صبغة
        المكان: العليا، شارع العليا
        رقم الحجز: 4821935
        للتعديل أو الإلغاء: https://book.example.sa/b/TOKEN
        """,
        Visit("ar"), MessageKinds.Confirmed);

    [Fact]
    public void A_confirmation_in_English() => Says(
        """
        Your appointment at Lamsa is confirmed.
        When: Thursday 10 December, 4:30 PM
        For: Haircut, Colour
        Where: Olaya, Olaya St
        Booking number: 4821935
        To change or cancel: https://book.example.sa/b/TOKEN
        """,
        Visit("en"), MessageKinds.Confirmed);

    [Fact]
    public void A_move_in_both_languages()
    {
        var before = Afternoon - Duration.FromDays(1) - Duration.FromMinutes(30);
        Says(
            """
            تم تغيير موعدك في لمسة.
            الموعد الجديد: الخميس 10 ديسمبر، 4:30 م
            الموعد السابق: الأربعاء 9 ديسمبر، 4:00 م
            المكان: العليا، شارع العليا
            للتعديل أو الإلغاء: https://book.example.sa/b/TOKEN
            """,
            Visit("ar"), MessageKinds.Moved, before);
        Says(
            """
            Your appointment at Lamsa has moved.
            New time: Thursday 10 December, 4:30 PM
            Old time: Wednesday 9 December, 4:00 PM
            Where: Olaya, Olaya St
            To change or cancel: https://book.example.sa/b/TOKEN
            """,
            Visit("en"), MessageKinds.Moved, before);
    }

    [Fact]
    public void A_cancellation_by_the_customer_in_both_languages()
    {
        Says(
            """
            تم إلغاء موعدك في لمسة.
            كان الموعد: الخميس 10 ديسمبر، 4:30 م
            لحجز موعد جديد: https://book.example.sa/lamsa/book
            """,
            Visit("ar"), MessageKinds.Cancelled);
        Says(
            """
            Your appointment at Lamsa is cancelled.
            It was for: Thursday 10 December, 4:30 PM
            To book again: https://book.example.sa/lamsa/book
            """,
            Visit("en"), MessageKinds.Cancelled);
    }

    [Fact]
    public void A_cancellation_by_the_salon_apologizes()
    {
        Says(
            """
            نعتذر، تم إلغاء موعدك من قِبل لمسة.
            كان الموعد: الخميس 10 ديسمبر، 4:30 م
            لاختيار موعد آخر: https://book.example.sa/lamsa/book
            """,
            Visit("ar"), MessageKinds.Cancelled, bySalon: true);
        Says(
            """
            We are sorry: Lamsa had to cancel your appointment.
            It was for: Thursday 10 December, 4:30 PM
            To choose another time: https://book.example.sa/lamsa/book
            """,
            Visit("en"), MessageKinds.Cancelled, bySalon: true);
    }

    [Theory]
    [InlineData("en", 5000, 0, "SAR 50 is on its way back to you.")]
    [InlineData("en", 0, 5000, "By the policy you agreed to, the salon keeps SAR 50 of what you paid.")]
    [InlineData("en", 3000, 2000, "By the policy you agreed to, the salon keeps SAR 20 of what you paid; SAR 30 is on its way back to you.")]
    [InlineData("ar", 3000, 2000, "حسب السياسة المتفق عليها يحتفظ الصالون بمبلغ 20 ر.س مما دُفع، والمبلغ 30 ر.س في طريقه إليك.")]
    public void A_cancellation_says_what_comes_back_and_what_is_kept(string language, long back, long kept, string sentence)
    {
        foreach (var bySalon in (bool[])[false, true])
        {
            var lines = MessageWriter.Write(Visit(language), Letter(MessageKinds.Cancelled, bySalon: bySalon) with { Money = new(new(back, "SAR"), new(kept, "SAR")) }).Split('\n');
            Assert.Equal((4, sentence), (lines.Length, lines[2]));
            Assert.EndsWith("/lamsa/book", lines[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_reminder_shows_the_way_when_the_branch_is_on_the_map()
    {
        var onTheMap = new BranchView(BranchId.New(), new("Olaya", "العليا"), new("Olaya St", "شارع العليا"), "Asia/Riyadh", null, 24.69123456, 46.685);
        Says(
            """
            تذكير بموعدك في لمسة.
            الموعد: الخميس 10 ديسمبر، 4:30 م
            الخدمات: قص الشعر، صبغة
            المكان: العليا، https://maps.google.com/?q=24.69123,46.685
            للتعديل أو الإلغاء: https://book.example.sa/b/TOKEN
            """,
            Visit("ar") with { Branch = onTheMap }, MessageKinds.Reminder);
        Says(
            """
            A reminder of your appointment at Lamsa.
            When: Thursday 10 December, 4:30 PM
            For: Haircut, Colour
            Where: Olaya, https://maps.google.com/?q=24.69123,46.685
            To change or cancel: https://book.example.sa/b/TOKEN
            """,
            Visit("en") with { Branch = onTheMap }, MessageKinds.Reminder);
    }

    [Theory]
    [InlineData("ar", "الجمعة 11 ديسمبر، 1:30 ص (بعد منتصف ليل الخميس)")]
    [InlineData("en", "Friday 11 December, 1:30 AM (after midnight on Thursday)")]
    public void Past_midnight_both_days_are_named(string language, string when)
    {
        var night = Instant.FromUtc(2026, 12, 10, 22, 30); // 01:30 of Friday; the branch still calls it Thursday
        var text = MessageWriter.Write(Visit(language) with { StartsAt = night, BusinessDate = new(2026, 12, 10) }, Letter(MessageKinds.Confirmed, night));

        Assert.Contains($"{when}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar", "الجمعة 11 ديسمبر، 1:30 ص (بعد منتصف ليل الخميس)")]
    [InlineData("en", "Friday 11 December, 1:30 AM (after midnight on Thursday)")]
    public void The_night_a_visit_moved_away_from_is_named_with_both_days_too(string language, string when)
    {
        var old = new VisitDate(new(2026, 12, 10), Instant.FromUtc(2026, 12, 10, 22, 30));
        var text = MessageWriter.Write(Visit(language), Letter(MessageKinds.Moved) with { Old = old });

        Assert.Contains(when, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ar", 3, "خدمة 1، خدمة 2، خدمة 3")]
    [InlineData("ar", 4, "خدمة 1، خدمة 2 وخدمتان أخريان")]
    [InlineData("ar", 5, "خدمة 1، خدمة 2 و3 خدمات أخرى")]
    [InlineData("ar", 13, "خدمة 1، خدمة 2 و11 خدمة أخرى")]
    [InlineData("en", 3, "Service 1, Service 2, Service 3")]
    [InlineData("en", 4, "Service 1, Service 2 and 2 more services")]
    public void Many_services_are_counted_in_the_right_form(string language, int count, string services)
    {
        var lines = Enumerable.Range(1, count).Select(i => Line($"Service {i}", $"خدمة {i}")).ToList();

        Assert.Contains($": {services}\n", MessageWriter.Write(Visit(language) with { Lines = lines }, Letter(MessageKinds.Confirmed)), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_names_in_the_other_script_are_isolated()
    {
        var foreign = Visit("ar") with { Salon = new("Glow & Co.", ""), Lines = [Line("Olaplex 3-step", "")] };
        var arabic = MessageWriter.Write(foreign, Letter(MessageKinds.Confirmed));
        var english = MessageWriter.Write(Visit("en") with { Salon = new("", "لمسة") }, Letter(MessageKinds.Confirmed));

        Assert.Contains("في \u2068Glow & Co.\u2069.", arabic, StringComparison.Ordinal);
        Assert.Contains("\u2068Olaplex 3-step\u2069", arabic, StringComparison.Ordinal);
        Assert.Contains("at \u2068لمسة\u2069 is", english, StringComparison.Ordinal);
        Assert.DoesNotContain('\u2068', MessageWriter.Write(Visit("ar"), Letter(MessageKinds.Confirmed)));
    }

    [Fact]
    public void An_English_text_costs_no_dearer_alphabet()
    {
        foreach (var kind in (string[])[MessageKinds.Confirmed, MessageKinds.Moved, MessageKinds.Cancelled, MessageKinds.Reminder])
            Assert.All(MessageWriter.Write(Visit("en"), Letter(kind, oldStart: Afternoon)), c => Assert.True(c is >= ' ' and <= '~' or '\n', $"U+{(int)c:X4} in {kind}"));
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    public void Every_line_begins_in_the_language_of_the_text(string language)
    {
        foreach (var line in MessageWriter.Write(Visit(language), Letter(MessageKinds.Reminder)).Split('\n'))
            Assert.Equal(language == "ar", line[0] is >= '\u0600' and <= '\u06FF');
    }

    private static void Says(string expected, BookingView booking, string kind, Instant? oldStart = null, bool bySalon = false) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), MessageWriter.Write(booking, Letter(kind, booking.StartsAt, oldStart, bySalon)));

    private static Letter Letter(string kind, Instant? visitAt = null, Instant? oldStart = null, bool bySalon = false) =>
        new(
            kind, visitAt ?? Afternoon, oldStart is { } old ? new(old.InZone(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).Date, old) : null, bySalon,
            new Uri("https://book.example.sa/b/TOKEN"), new Uri("https://book.example.sa/lamsa/book"));

    private static BookingView Visit(string language)
    {
        var price = new Money(46500, "SAR");
        return new BookingView(
            BookingId.New(), 4821935, BookingStatus.Confirmed, OrganizationId.New(), "lamsa", new("Lamsa", "لمسة"),
            new BranchView(BranchId.New(), new("Olaya", "العليا"), new("Olaya St", "شارع العليا"), "Asia/Riyadh", "+966500000001", null, null),
            Afternoon, Afternoon + Duration.FromHours(2), new(2026, 12, 10), [Line("Haircut", "قص الشعر"), Line("Colour", "صبغة")], price, Together: false, Note: "", language,
            HoldExpiresAt: null, PolicySnapshot.Of(CancellationPolicy.Default, Afternoon), CancelReason: null, ContactId.New(), "Noura", "+966500000010",
            History: [], CancelRefusal: null, MoveRefusal: null, CancelIsFree: true);
    }

    private static LineView Line(string english, string arabic) =>
        new(ServiceId.New(), new(english, arabic), StaffId.New(), new("Sara", "سارة"), StaffWanted: false, Afternoon, Afternoon + Duration.FromHours(1), new(11500, "SAR"));
}
