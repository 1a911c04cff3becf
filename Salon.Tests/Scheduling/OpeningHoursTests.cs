using Salon.Scheduling;

namespace Salon.Tests.Scheduling;

public sealed class OpeningHoursTests
{
    private static readonly DateTimeZone Riyadh = DateTimeZoneProviders.Tzdb["Asia/Riyadh"];
    private static readonly LocalDate Thursday = new(2026, 12, 10);

    [Fact]
    public void A_night_belongs_to_the_day_it_began_on()
    {
        var hours = Week((IsoDayOfWeek.Thursday, new(16 * 60, 26 * 60)));

        Assert.Equal(Thursday, hours.BusinessDateAt(At(Thursday.PlusDays(1), 1, 30)));
        Assert.Equal(Thursday.PlusDays(1), hours.BusinessDateAt(At(Thursday.PlusDays(1), 2, 0)));
        Assert.Equal(new OpenState(true, At(Thursday.PlusDays(1), 2, 0), null), hours.At(At(Thursday.PlusDays(1), 1, 30)));
        Assert.Equal(new OpenState(false, null, At(Thursday.PlusDays(7), 16, 0)), hours.At(At(Thursday.PlusDays(1), 2, 0)));
    }

    [Fact]
    public void Ranges_that_touch_are_one_opening()
    {
        var hours = Week((IsoDayOfWeek.Thursday, new(10 * 60, 24 * 60)), (IsoDayOfWeek.Friday, new(0, 60)), (IsoDayOfWeek.Friday, new(13 * 60, 20 * 60)));

        Assert.Equal(At(Thursday.PlusDays(1), 1, 0), hours.At(At(Thursday, 23, 0)).Until);
        Assert.Equal(At(Thursday.PlusDays(1), 13, 0), hours.At(At(Thursday.PlusDays(1), 1, 0)).NextOpening);
    }

    [Fact]
    public void An_exception_counts_alone_then_a_season_then_the_week()
    {
        var season = new SeasonHours(new(Thursday, Thursday.PlusDays(29)), Days((IsoDayOfWeek.Thursday, new(20 * 60, 26 * 60)), (IsoDayOfWeek.Friday, new(20 * 60, 26 * 60))), Salon.Scheduling.Week.None);
        var hours = new OpeningHours(Riyadh, new(Days((IsoDayOfWeek.Thursday, new(10 * 60, 22 * 60))))
        {
            Seasons = [season],
            Exceptions = new Dictionary<LocalDate, IReadOnlyList<DayHours>> { [Thursday.PlusDays(1)] = [], [Thursday.PlusDays(7)] = [new(12 * 60, 14 * 60)] },
        });

        Assert.Equal([new(20 * 60, 26 * 60)], hours.On(Thursday));
        Assert.Empty(hours.On(Thursday.PlusDays(1)));
        Assert.Equal([new(12 * 60, 14 * 60)], hours.On(Thursday.PlusDays(7)));
        Assert.Equal([new(10 * 60, 22 * 60)], hours.On(Thursday.PlusDays(-7)));
        Assert.Equal(7, hours.ComingWeek(At(Thursday, 9, 0)).Count);
    }

    [Fact]
    public void A_branch_without_hours_never_opens() => Assert.Equal(new OpenState(false, null, null), Week().At(At(Thursday, 12, 0)));

    private static OpeningHours Week(params (IsoDayOfWeek Day, DayHours Hours)[] week) => new(Riyadh, new(Days(week)));

    private static Week Days(params (IsoDayOfWeek Day, DayHours Hours)[] week) => new(week);

    private static Instant At(LocalDate date, int hour, int minute) => date.At(new LocalTime(hour, minute)).InZoneStrictly(Riyadh).ToInstant();
}
