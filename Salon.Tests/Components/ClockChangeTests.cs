using Salon.Scheduling;
using Salon.Web.Components.Calendar;
using Salon.Web.Pages.Desk;

namespace Salon.Tests.Components;

/// <summary>The calendar on the two days of the year on which the clocks change.</summary>
public sealed class ClockChangeTests
{
    // 29 March 2026: 1:00 becomes 2:00; 25 October 2026: 2:00 becomes 1:00
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    // 24 April 2026: midnight becomes 1:00; 29 October 2026: midnight becomes 23:00
    private static readonly DateTimeZone Cairo = DateTimeZoneProviders.Tzdb["Africa/Cairo"];

    private static readonly LocalDate Spring = new(2026, 3, 29);
    private static readonly LocalDate Autumn = new(2026, 10, 25);

    [Theory]
    [InlineData("Europe/London", 2026, 3, 29)]
    [InlineData("Europe/London", 2026, 10, 25)]
    [InlineData("Africa/Cairo", 2026, 4, 24)]
    [InlineData("Africa/Cairo", 2026, 10, 29)]
    [InlineData("Africa/Cairo", 2026, 10, 30)]
    [InlineData("Asia/Riyadh", 2026, 3, 29)]
    public void Ten_o_clock_stands_in_the_row_of_ten_o_clock_and_a_row_means_its_hour(string zoneId, int year, int month, int day)
    {
        var (zone, date) = (DateTimeZoneProviders.Tzdb[zoneId], new LocalDate(year, month, day));
        var ten = date.At(new(10, 0)).InZoneStrictly(zone).ToInstant();

        Assert.Equal(600, BusinessDay.MinuteOf(date, ten, zone));
        Assert.Equal(ten, DayMinutes.At(date, 600, zone));
        Assert.Equal(25 * 60, BusinessDay.MinuteOf(date, date.PlusDays(1).At(new(1, 0)).InZoneLeniently(zone).ToInstant(), zone)); // the night after
    }

    [Fact]
    public void What_the_clocks_skip_is_known_and_nothing_begins_there()
    {
        Assert.Equal((60, 120, true), DayMinutes.ClockChange(Spring, London));
        Assert.Equal(DayMinutes.At(Spring, 120, London), DayMinutes.At(Spring, 90, London)); // half past one does not exist
        Assert.Equal((60, 120, false), DayMinutes.ClockChange(Autumn, London));
        Assert.Equal((0, 60, true), DayMinutes.ClockChange(new(2026, 4, 24), Cairo));
        Assert.Null(DayMinutes.ClockChange(new(2026, 7, 1), London));
        Assert.Null(DayMinutes.ClockChange(new(2026, 3, 29), DateTimeZoneProviders.Tzdb["Asia/Riyadh"]));
    }

    [Fact]
    public void A_stretch_of_the_axis_lasts_as_long_as_it_really_is()
    {
        Assert.Equal(60, DayMinutes.Lasting(Spring, DayMinutes.At(Spring, 30, London), 120, London)); // from half past midnight to half past two
        Assert.Equal(180, DayMinutes.Lasting(Autumn, DayMinutes.At(Autumn, 30, London), 120, London));
        Assert.Equal(45, DayMinutes.Lasting(Spring, DayMinutes.At(Spring, 600, London), 45, London));
    }

    [Fact]
    public void A_form_that_nobody_touched_keeps_the_moment_it_was_filled_with()
    {
        var hours = new OpeningHours(London, new HoursPlan(Week.EveryDay(new DayHours(0, 24 * 60))));
        var second = Autumn.At(new(1, 30)).InZone(London, mapping => mapping.Last()).ToInstant(); // half past one for the second time
        var draft = new VisitDraft();
        draft.Place(Autumn, second, London);

        Assert.Equal(("2026-10-25", "01:30"), (draft.Date, draft.Time));
        Assert.Equal(second, draft.Start(hours));
        draft.Time = "01:45";
        Assert.Equal(DayMinutes.At(Autumn, 105, London), draft.Start(hours));
    }
}
