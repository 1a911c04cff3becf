using System.Text;
using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class CalendarFileTests
{
    [Fact]
    public void A_file_is_in_utc_escapes_its_text_and_folds_its_lines_between_letters()
    {
        var file = CalendarFile.Of(Visit(new("A; B, C", "صالون طويل الاسم جدًا جدًا جدًا جدًا جدًا جدًا جدًا جدًا")), Languages.Arabic, new("https://salon.example/b/x"), SalonWorld.Morning);

        Assert.All(file.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("DTSTART:20261207T070000Z\r\n", file, StringComparison.Ordinal);
        Assert.Contains("DTEND:20261207T080000Z\r\n", file, StringComparison.Ordinal);
        Assert.Contains("جدًا: قص", file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', file);
    }

    [Fact]
    public void What_separates_values_is_escaped()
    {
        var file = CalendarFile.Of(Visit(new("A; B, C", "")), Languages.English, new("https://salon.example/b/x"), SalonWorld.Morning);

        Assert.Contains("SUMMARY:A\\; B\\, C: Cut\r\n", file, StringComparison.Ordinal);
    }

    private static BookingView Visit(LocalizedText salon)
    {
        var (start, end) = (SalonWorld.Morning + Duration.FromHours(1), SalonWorld.Morning + Duration.FromHours(2));
        var line = new LineView(ServiceId.New(), new("Cut", "قص"), StaffId.New(), new("Sara", "سارة"), false, start, end, new(100, "SAR"));
        return new(
            BookingId.New(), 1234567, BookingStatus.Confirmed, OrganizationId.New(), "lamsa", salon, new(BranchId.New(), new("Main", "الرئيسي"), new("Road", "طريق"), "Asia/Riyadh", null, null, null),
            start, end, new(2026, 12, 7), [line], new(100, "SAR"), false, "", "ar", null, new(start, 6, true, LocalizedText.Empty), null, null, null, null, [], null, null, true);
    }
}
