using Salon.Tenancy;
using static NodaTime.IsoDayOfWeek;

namespace Salon.Tests.Tenancy;

public sealed class HoursChecksTests
{
    [Fact]
    public void A_split_day_with_a_break_and_a_night_that_ends_before_the_morning_are_fine() => Assert.Empty(FaultsOf(
        new(Thursday, new(10 * 60, 14 * 60)), new(Thursday, new(16 * 60, 26 * 60)), new(Thursday, new(12 * 60, 12 * 60 + 30), IsBreak: true),
        new(Friday, new(2 * 60, 10 * 60)), new(Sunday, new(20 * 60, 25 * 60)), new(Monday, new(60, 600))));

    [Theory]
    [InlineData(600, 600)]
    [InlineData(-1, 60)]
    [InlineData(1440, 1500)]
    [InlineData(0, 1441)]
    public void A_range_begins_within_its_day_and_lasts_at_most_24_hours(int from, int to) =>
        Assert.Equal(["Week.Monday Hours.EndsBeforeItBegins"], FaultsOf(new WeekRange(Monday, new(from, to))));

    [Fact]
    public void Overlaps_are_told_at_their_day()
    {
        Assert.Equal(["Week.Monday Hours.Overlap"], FaultsOf(new(Monday, new(600, 700)), new(Monday, new(690, 800)), new(Tuesday, new(690, 800))));
        Assert.Equal(["Week.Monday Hours.BreakOutside"], FaultsOf(new(Monday, new(600, 700)), new(Monday, new(690, 710), IsBreak: true)));
        Assert.Equal(["Week.Monday Hours.NightBefore"], FaultsOf(new(Sunday, new(1200, 1560)), new(Monday, new(60, 600)))); // round the week
        Assert.Equal(["Week.0 Hours.NotADay"], FaultsOf(new WeekRange(None, new(60, 600))).Select(f => f.Replace("None", "0", StringComparison.Ordinal)));
    }

    private static List<string> FaultsOf(params WeekRange[] week)
    {
        var checks = new Checks();
        HoursChecks.Week(checks, "Week", week);
        return [.. (checks.Refusal?.Fields ?? new Dictionary<string, Error>()).Select(f => $"{f.Key} {f.Value.Code}")];
    }
}
