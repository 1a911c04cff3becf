using System.Globalization;
using NodaTime.Text;
using Salon.Messaging;
using Salon.Tenancy;

namespace Salon.Tests.Messaging;

/// <summary>When reminders go out; times are Riyadh's unless a test says otherwise.</summary>
public sealed class ReminderPlanTests
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly Instant LongAgo = At("2026-11-01 12:00");

    [Theory]
    [InlineData("2026-12-10 16:30", "1440 120", "2026-12-09 16:30|2026-12-10 14:30")] // nothing in the way
    [InlineData("2026-12-10 10:00", "1440 120", "2026-12-09 10:00|2026-12-10 09:00")] // 08:00 is too early; an hour's notice is still half of two
    [InlineData("2026-12-10 09:30", "1440 120", "2026-12-09 09:30|2026-12-09 21:00")] // 09:00 would be too late: the evening before
    [InlineData("2026-12-10 23:30", "1440 120", "2026-12-10 09:00|2026-12-10 21:30")] // 23:30 the day before is night: the morning of the day
    [InlineData("2026-12-11 01:00", "1440 120", "2026-12-10 09:00|2026-12-10 21:00")] // a visit past midnight
    [InlineData("2026-12-10 09:10", "30", "2026-12-09 21:00")]
    [InlineData("2026-12-10 22:10", "30", "2026-12-10 21:40")]
    [InlineData("2026-12-10 16:30", "20160", "2026-11-26 16:30")] // two weeks
    [InlineData("2026-12-10 16:30", "", "")]
    [InlineData("2026-12-10 16:30", "120 120", "2026-12-10 14:30")]
    public void Reminders_keep_their_notice_and_the_quiet_hours(string start, string minutes, string expected) =>
        Assert.Equal(expected, Shown(ReminderPlan.Of(At(start), LongAgo, Riyadh, Minutes(minutes))));

    [Theory]
    [InlineData("2026-12-09 15:00", "2026-12-09 16:30|2026-12-10 14:30")]
    [InlineData("2026-12-09 16:00", "2026-12-10 14:30")] // half an hour before the first reminder: the confirmation has just said it
    [InlineData("2026-12-10 09:00", "2026-12-10 14:30")]
    [InlineData("2026-12-10 13:45", "")]
    public void A_visit_agreed_inside_the_notice_is_not_reminded_of_at_once(string agreed, string expected) =>
        Assert.Equal(expected, Shown(ReminderPlan.Of(At("2026-12-10 16:30"), At(agreed), Riyadh, [1440, 120])));

    [Fact]
    public void Of_two_reminders_that_fall_together_only_the_later_goes_out() =>
        Assert.Equal("2026-12-10 09:00", Shown(ReminderPlan.Of(At("2026-12-10 21:00"), LongAgo, Riyadh, [16 * 60, 14 * 60]))); // 05:00 and 07:00, both moved to 09:00

    [Theory]
    [InlineData(120, "2026-12-10 15:30")]
    [InlineData(1440, "2026-12-10 13:30")]
    public void A_reminder_is_worth_sending_while_half_of_its_notice_or_three_hours_are_left(int minutes, string until) =>
        Assert.Equal(At(until), ReminderPlan.Of(At("2026-12-10 16:30"), LongAgo, Riyadh, [minutes]).Single().Until);

    [Fact]
    public void Notice_is_elapsed_time_when_the_clocks_change()
    {
        var cairo = DateTimeZoneProviders.Tzdb["Africa/Cairo"]; // Friday 24 April 2026, 00:00 becomes 01:00
        var start = new LocalDateTime(2026, 4, 24, 12, 0).InZoneStrictly(cairo).ToInstant();

        var reminder = ReminderPlan.Of(start, LongAgo - Duration.FromDays(365), cairo, [1440]).Single();

        Assert.Equal(new LocalDateTime(2026, 4, 23, 11, 0), reminder.SendAt.InZone(cairo).LocalDateTime);
    }

    [Fact]
    public void No_reminder_ever_rings_in_the_quiet_hours_or_after_the_visit()
    {
        foreach (var zone in (string[])["Asia/Riyadh", "Africa/Cairo", "America/Sao_Paulo", "Australia/Lord_Howe", "Europe/London"])
        {
            var place = DateTimeZoneProviders.Tzdb[zone];
            for (var start = At("2026-03-20 00:00"); start < At("2026-04-30 00:00"); start += Duration.FromMinutes(35))
            {
                foreach (var reminder in ReminderPlan.Of(start, LongAgo - Duration.FromDays(700), place, [15, 60, 120, 300, 720, 1440, 4320]))
                {
                    Assert.False(QuietHours.Contain(reminder.SendAt, place), $"{reminder} of {start} in {zone}");
                    Assert.True(reminder.SendAt < start && reminder.Until < start);
                    Assert.True(start - reminder.SendAt <= Duration.FromMinutes(reminder.Minutes) + ReminderPlan.MostShifted + Duration.FromHours(1)); // an hour for changing clocks
                }
            }
        }
    }

    private static string Shown(IEnumerable<PlannedReminder> reminders) =>
        string.Join('|', reminders.Select(r => r.SendAt.InZone(Riyadh).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)));

    private static int[] Minutes(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => int.Parse(m, CultureInfo.InvariantCulture))];

    private static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value.InZoneStrictly(Riyadh).ToInstant();
}
