using Salon.Bookings;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class ImpactQueriesTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8); // day 1 of the shop's test week

    [Theory, BothDatabases]
    public async Task What_a_change_would_touch_is_counted_from_the_bookings_that_are_coming(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await BookAsync(shop, Shop.At(10), shop.Haircut, shop.Mona);
        await BookAsync(shop, Shop.At(15), shop.Colour, shop.Sara);
        await BookAsync(shop, Shop.At(10, day: 2), shop.Haircut, shop.Sara);
        var cancelled = await BookAsync(shop, Shop.At(12), shop.Haircut, shop.Mona);
        await world.Get<BookingService>().CancelAsync(shop.Desk, cancelled, "no", default);

        async Task<int> CountAsync(PlannedChange change) => (await OfAsync(world, shop.Owner, change)).Bookings;

        Assert.Equal(3, await CountAsync(new PlannedChange.BranchCloses(shop.Branch)));
        Assert.Equal(2, await CountAsync(new PlannedChange.BranchDates(shop.Branch, new(Tuesday, Tuesday), [])));
        Assert.Equal(1, await CountAsync(new PlannedChange.BranchDates(shop.Branch, new(Tuesday, Tuesday), [new(14 * 60, 22 * 60)])));
        Assert.Equal(2, await CountAsync(new PlannedChange.BranchWeek(shop.Branch, [new(IsoDayOfWeek.Wednesday, new(600, 1320))])));
        Assert.Equal(2, await CountAsync(new PlannedChange.ServiceRetires(shop.Haircut)));
        Assert.Equal(2, await CountAsync(new PlannedChange.StaffLeaves(shop.Sara)));
        Assert.Equal(1, await CountAsync(new PlannedChange.StaffDates(shop.Sara, shop.Branch, new(Tuesday, Tuesday), [new(600, 900)])));
        Assert.Equal(0, await CountAsync(new PlannedChange.StaffDates(shop.Sara, shop.Branch, new(Tuesday, Tuesday), [new(600, 1320)])));
        Assert.Equal(1, await CountAsync(new PlannedChange.StaffAway(shop.Sara, new(Shop.At(16), Shop.At(23)))));
        Assert.Equal(0, await CountAsync(new PlannedChange.StaffAway(shop.Mona, new(Shop.At(11), Shop.At(23)))));

        world.Clock.Set(Shop.At(12));
        Assert.Equal(2, await CountAsync(new PlannedChange.BranchCloses(shop.Branch)));
    }

    [Theory, BothDatabases]
    public async Task The_first_are_named_for_those_who_may_see_names_and_nobody_else_may_ask(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var other = await SmallSalon.OpenAsync(world, "noor", "نور");
        var id = await BookAsync(shop, Shop.At(10), shop.Haircut, shop.Mona);
        var change = new PlannedChange.BranchCloses(shop.Branch);

        var row = Assert.Single((await OfAsync(world, shop.Owner, change)).First);
        Assert.Equal((id, "Noura", Shop.At(10)), (row.Id, row.Customer, row.StartsAt));
        Assert.Equal(0, (await OfAsync(world, other.Owner, change)).Bookings);
        foreach (var actor in (Actor[])[shop.Desk, shop.CustomerActor, Actor.Visitor(shop.Id, null)])
            Assert.Equal(BookingErrors.NotAllowed, (await world.Get<ImpactQueries>().OfAsync(actor, change, default)).Error);
    }

    private static async Task<BookingId> BookAsync(Shop shop, Instant at, ServiceId service, StaffId staff)
    {
        Assert.True((await shop.BookAsync(at, service, staff)).TryGet(out var id, out var error), error?.Code);
        return id;
    }

    private static async Task<Impact> OfAsync(SalonWorld world, Actor actor, PlannedChange change)
    {
        Assert.True((await world.Get<ImpactQueries>().OfAsync(actor, change, default)).TryGet(out var impact, out var error), error?.Code);
        return impact;
    }
}
