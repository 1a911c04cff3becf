using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.Payments;
using Salon.Tests.World;

namespace Salon.Tests.Scheduling;

/// <summary>Which day it is, at a branch that closes at ten, at one that is open until two, and in the whole salon.</summary>
public sealed class BusinessDaysTests
{
    private static readonly LocalDate Monday = new(2026, 12, 7), Tuesday = new(2026, 12, 8), Wednesday = new(2026, 12, 9);
    private static readonly BranchId Night = BranchId.New();

    [Theory, BothDatabases]
    public async Task A_branch_that_is_open_after_midnight_still_has_its_evening(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, Night);

        foreach (var (hour, minute, day, early, late, salon) in ((int, int, int, LocalDate, LocalDate, LocalDate)[])
            [(23, 45, 1, Tuesday, Tuesday, Tuesday), (0, 30, 2, Wednesday, Tuesday, Tuesday), (1, 59, 2, Wednesday, Tuesday, Tuesday), (2, 30, 2, Wednesday, Wednesday, Wednesday)])
        {
            world.Clock.Set(Shop.At(hour, minute, day));
            Assert.Equal((early, late, salon), (await TodayAsync(world, shop, shop.Branch), await TodayAsync(world, shop, Night), await TodayAsync(world, shop, null)));
            Assert.True((await world.Get<DeskMoneyQueries>().DayAsync(shop.Desk, Night, null, default)).TryGet(out var drawer, out _));
            Assert.Equal(late, drawer.Today);
        }
    }

    [Theory, BothDatabases]
    public async Task A_salon_in_two_zones_has_the_day_that_is_not_over_everywhere(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var london = BranchId.New();
        var shop = await OpenAsync(world, london, "Europe/London", new(600, 1320));

        foreach (var (hour, day, riyadh, there) in ((int, int, LocalDate, LocalDate)[])[(23, 1, Tuesday, Tuesday), (1, 2, Wednesday, Tuesday), (4, 2, Wednesday, Wednesday)])
        {
            world.Clock.Set(Shop.At(hour, 30, day));
            Assert.Equal((riyadh, there, there), (await TodayAsync(world, shop, shop.Branch), await TodayAsync(world, shop, london), await TodayAsync(world, shop, null)));
        }
    }

    [Theory, BothDatabases]
    public async Task A_branch_that_takes_no_bookings_any_more_counts_from_midnight_and_a_salon_without_one_in_Riyadh(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, Night);
        Assert.Null(await world.Get<BranchService>().CloseAsync(shop.Owner, Night, default));
        world.Clock.Set(Shop.At(0, 30, day: 2));

        Assert.Equal(Wednesday, await TodayAsync(world, shop, Night));
        Assert.Equal(Wednesday, await TodayAsync(world, shop, null));
        Assert.Equal(new SalonDay(Wednesday, Wednesday, DateTimeZoneProviders.Tzdb["Asia/Riyadh"]), await world.Get<BusinessDays>().TodayAsync(OrganizationId.New(), null, default));
    }

    [Theory, BothDatabases]
    public async Task Tips_that_come_after_midnight_belong_to_the_evening_of_the_branch_that_is_open(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, Night);
        var late = await VisitAsync(world, shop, Night, Shop.At(23, day: 1));
        world.Clock.Set(Shop.At(0, 30, day: 2));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), late, 10000, 0, 0, [new(shop.Mona, 700)]));
        var early = await VisitAsync(world, shop, shop.Branch, Shop.At(10, day: 2));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), early, 10000, 0, 0, [new(shop.Mona, 300)]));

        Assert.Equal(0, await TipsAsync(world, shop, Monday));
        Assert.Equal(700, await TipsAsync(world, shop, Tuesday));
        Assert.Equal(300, await TipsAsync(world, shop, Wednesday));
    }

    [Fact]
    public void A_date_begins_when_the_night_before_ends_and_days_follow_one_another_without_a_gap()
    {
        var hours = new OpeningHours(DateTimeZoneProviders.Tzdb["Asia/Riyadh"], new(Week.EveryDay(new(600, 780), new(960, 1560))));

        for (var minute = -60; minute < 48 * 60; minute += 15)
        {
            var moment = Shop.At(0, day: 1) + Duration.FromMinutes(minute);
            var date = hours.BusinessDateAt(moment);
            Assert.True(hours.StartOf(date) <= moment && moment < hours.StartOf(date.PlusDays(1)), $"{moment} on {date}");
        }
    }

    private static async Task<Shop> OpenAsync(SalonWorld world, BranchId second, string zone = "Asia/Riyadh", DayHours? hours = null) => await Shop.OpenAsync(world, also: (data, shop) =>
    {
        data.Branches.Add(Branch.Open(shop.Id, second, new("Second", "الثاني"), new("Road", "طريق"), zone, "SAR", 1));
        foreach (var day in Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None))
        {
            data.BranchHours.Add(BranchHours.On(shop.Id, second, day, hours ?? new(960, 1560)));
            data.StaffHours.Add(Salon.Team.StaffHours.On(shop.Id, shop.Sara, second, day, hours ?? new(960, 1560)));
        }
    });

    private static async Task<BookingId> VisitAsync(SalonWorld world, Shop shop, BranchId branch, Instant at)
    {
        var bookings = world.Get<Salon.Bookings.BookingService>();
        Assert.True((await bookings.BookAsync(shop.CustomerActor, shop.Request(at) with { Branch = branch }, shop.Her, default)).TryGet(out var visit, out var refusal), refusal?.Code);
        world.Clock.Set(at);
        Assert.Null((await bookings.ArriveAsync(shop.Desk, visit, default)).Error);
        return visit;
    }

    private static async Task<long> TipsAsync(SalonWorld world, Shop shop, LocalDate date)
    {
        Assert.True((await world.Get<MoneyReports>().TipsAsync(shop.Owner, new(date, date), default)).TryGet(out var tips, out _));
        return tips.People.Sum(p => p.TotalMinor);
    }

    private static async Task<LocalDate> TodayAsync(SalonWorld world, Shop shop, BranchId? branch) => (await world.Get<BusinessDays>().TodayAsync(shop.Id, branch, default)).Date;
}
