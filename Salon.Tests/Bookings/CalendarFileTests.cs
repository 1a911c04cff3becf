using System.Text;
using Salon.Bookings;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class CalendarFileTests
{
    [Fact]
    public void A_file_is_in_utc_escapes_its_text_and_folds_its_lines_between_letters()
    {
        var file = CalendarFile.Of(Visit(new("A; B, C", "صالون طويل الاسم جدًا جدًا جدًا جدًا جدًا جدًا جدًا جدًا")), Languages.Arabic, Manage, Page, SalonWorld.Morning);

        Assert.All(file.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("DTSTART:20261207T070000Z\r\n", file, StringComparison.Ordinal);
        Assert.Contains("DTEND:20261207T080000Z\r\n", file, StringComparison.Ordinal);
        Assert.Contains("جدًا: قص", file.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', file);
    }

    [Fact]
    public void What_separates_values_is_escaped()
    {
        var file = CalendarFile.Of(Visit(new("A; B, C", "")), Languages.English, Manage, Page, SalonWorld.Morning);

        Assert.Contains("SUMMARY:A\\; B\\, C: Cut\r\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_a_moved_visit_replaces_the_one_before()
    {
        var visit = Visit(new("Lamsa", "لمسة"));
        var booked = CalendarFile.Of(visit with { History = [Happened(1)] }, Languages.English, Manage, Page, SalonWorld.Morning);
        var moved = CalendarFile.Of(visit with { History = [Happened(1), Happened(2)] }, Languages.English, Manage, Page, SalonWorld.Morning);

        Assert.Equal(ValueOf(booked, "UID"), ValueOf(moved, "UID"));
        Assert.Equal(("1", "2"), (ValueOf(booked, "SEQUENCE"), ValueOf(moved, "SEQUENCE")));
        Assert.Equal(("PUBLISH", "20261207T060200Z"), (ValueOf(moved, "METHOD"), ValueOf(moved, "LAST-MODIFIED")));
        Assert.Equal("https://salon.example/lamsa", ValueOf(moved, "ORGANIZER;CN=\"Lamsa\""));
    }

    [Fact]
    public void The_file_of_a_cancelled_visit_takes_it_out_and_rings_no_more()
    {
        var file = CalendarFile.Of(Visit(new("The \"best\"", "")) with { Status = BookingStatus.Cancelled, History = [Happened(1), Happened(2)] }, Languages.English, Manage, Page, SalonWorld.Morning);

        Assert.Equal(("CANCEL", "CANCELLED", "2"), (ValueOf(file, "METHOD"), ValueOf(file, "STATUS"), ValueOf(file, "SEQUENCE")));
        Assert.DoesNotContain("VALARM", file, StringComparison.Ordinal);
        Assert.Contains("ORGANIZER;CN=\"The 'best'\":https", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BookingStatus.Held, "PUBLISH", "TENTATIVE", false)]
    [InlineData(BookingStatus.Pending, "PUBLISH", "TENTATIVE", false)]
    [InlineData(BookingStatus.Confirmed, "PUBLISH", "CONFIRMED", true)]
    [InlineData(BookingStatus.Arrived, "PUBLISH", "CONFIRMED", true)]
    [InlineData(BookingStatus.Cancelled, "CANCEL", "CANCELLED", false)]
    [InlineData(BookingStatus.Expired, "CANCEL", "CANCELLED", false)]
    public void A_calendar_learns_what_is_agreed_what_is_not_yet_and_what_is_over(BookingStatus status, string method, string word, bool rings)
    {
        var file = CalendarFile.Of(Visit(new("Lamsa", "لمسة")) with { Status = status }, Languages.English, Manage, Page, SalonWorld.Morning);

        Assert.Equal((method, word, rings), (ValueOf(file, "METHOD"), ValueOf(file, "STATUS"), file.Contains("VALARM", StringComparison.Ordinal)));
    }

    private static readonly Uri Manage = new("https://salon.example/b/x"), Page = new("https://salon.example/lamsa");

    private static EventView Happened(int minutes) => new(SalonWorld.Morning + Duration.FromMinutes(minutes), null, BookingStatus.Confirmed, Role.Customer, null, null, null, null);

    private static string ValueOf(string file, string name) => Assert.Single(file.Split("\r\n"), line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];

    private static BookingView Visit(LocalizedText salon)
    {
        var (start, end) = (SalonWorld.Morning + Duration.FromHours(1), SalonWorld.Morning + Duration.FromHours(2));
        var line = new LineView(ServiceId.New(), new("Cut", "قص"), StaffId.New(), new("Sara", "سارة"), false, start, end, new(100, "SAR"));
        return new(
            BookingId.New(), 1234567, BookingStatus.Confirmed, OrganizationId.New(), "lamsa", salon, new(BranchId.New(), new("Main", "الرئيسي"), new("Road", "طريق"), "Asia/Riyadh", null, null, null),
            start, end, new(2026, 12, 7), [line], new(100, "SAR"), false, "", "ar", null, new(start, 6, true, LocalizedText.Empty), null, null, null, null, [], null, null, true);
    }
}
