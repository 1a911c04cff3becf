using Salon.Bookings;
using Salon.Bookings.Stranded;
using Salon.Team;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class StrandedTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8); // day 1 of the shop's test week

    [Theory, BothDatabases]
    public async Task Visits_of_a_day_that_closes_are_listed_until_each_has_another_time(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var first = await BookAsync(shop, Shop.At(10), shop.Haircut, shop.Mona);
        var second = await BookAsync(shop, Shop.At(15), shop.Haircut, shop.Sara);
        await BookAsync(shop, Shop.At(10, day: 2), shop.Haircut, shop.Sara);
        Assert.Empty(await StrandedAsync(world, shop.Desk));

        await CloseAsync(world, shop, Tuesday);

        var stranded = await StrandedAsync(world, shop.Desk);
        Assert.Equal([(first, StrandedBy.Branch), (second, StrandedBy.Branch)], stranded.Select(v => (v.Id, v.By)));
        var service = world.Get<AnotherTimeService>();
        Assert.True((await service.SuggestAsync(shop.Desk, first, default)).TryGet(out var offer, out var error), error?.Code);
        Assert.Contains(offer.Times, time => time.SamePeople);
        Assert.All(offer.Times, time => Assert.NotEqual(Tuesday, time.Start.InZone(offer.Visit.Branch.Zone).Date));

        Assert.Null(await service.TakeAsync(shop.Desk, offer, offer.Times[0], tell: true, default));

        Assert.Equal(second, Assert.Single(await StrandedAsync(world, shop.Desk)).Id);
        Assert.Equal("Booking.MovedMeanwhile", (await service.TakeAsync(shop.Desk, offer, offer.Times[1], tell: true, default))?.Code); // what was seen is no longer so
    }

    [Theory, BothDatabases]
    public async Task A_visit_with_somebody_who_is_away_is_offered_to_a_colleague(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var id = await BookAsync(shop, Shop.At(10), shop.Haircut, shop.Mona);
        var hours = world.Get<StaffHoursService>();
        Assert.True((await hours.FindAsync(shop.Owner, shop.Mona, default)).TryGet(out var form, out var error), error?.Code);

        Assert.Null(await hours.AddTimeOffAsync(shop.Owner, shop.Mona, new(RowId.New(), new(Shop.At(0), Shop.At(0) + Duration.FromDays(80)), "Leave"), form.Version, default));

        var visit = Assert.Single(await StrandedAsync(world, shop.Desk));
        Assert.Equal((id, StrandedBy.Person, 1), (visit.Id, visit.By, visit.Away.Count));
        Assert.True((await world.Get<AnotherTimeService>().SuggestAsync(shop.Desk, id, default)).TryGet(out var offer, out error), error?.Code);
        var sameTime = Assert.Single(offer.Times, time => time.Start == Shop.At(10)); // her time can stay hers
        Assert.False(sameTime.SamePeople);
        Assert.Null(await world.Get<AnotherTimeService>().TakeAsync(shop.Desk, offer, sameTime, tell: true, default));
        Assert.Empty(await StrandedAsync(world, shop.Desk));
    }

    [Theory, BothDatabases]
    public async Task The_question_before_a_change_counts_what_the_list_shows_after_it(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        await BookAsync(shop, Shop.At(14), shop.Haircut, shop.Mona);
        var over = shop.Request(Shop.At(14, 30), staff: shop.Mona) with { Channel = BookingChannel.Desk };
        Assert.Null((await bookings.OverbookAsync(shop.Owner, over, shop.Her, "her sister's wedding", default)).Error);
        await BookAsync(shop, Shop.At(16), shop.Haircut, shop.Sara);
        world.Clock.Set(Shop.At(9));
        var here = await BookAsync(shop, Shop.At(12), shop.Haircut, shop.Mona);
        Assert.Null((await bookings.ArriveAsync(shop.Desk, here, default)).Error); // she sits there already, whatever Mona's hours will be

        Assert.Equal(2, await CountAsync(world, shop, new PlannedChange.StaffDates(shop.Mona, shop.Branch, new(Tuesday, Tuesday), [])));
        // Until two o'clock: whoever overbooks may leave her hours.
        Assert.Equal(1, await CountAsync(world, shop, new PlannedChange.StaffDates(shop.Mona, shop.Branch, new(Tuesday, Tuesday), [new(600, 840)])));
        Assert.Equal(3, await CountAsync(world, shop, new PlannedChange.BranchDates(shop.Branch, new(Tuesday, Tuesday), [])));

        var hours = world.Get<StaffHoursService>();
        Assert.True((await hours.FindAsync(shop.Owner, shop.Mona, default)).TryGet(out var form, out var error), error?.Code);
        Assert.Null(await hours.SetOverrideAsync(shop.Owner, shop.Mona, shop.Branch, new(Tuesday, Tuesday), [], form.Version, default));
        Assert.Equal(2, (await StrandedAsync(world, shop.Desk)).Count);
        await CloseAsync(world, shop, Tuesday);
        Assert.Equal(3, (await StrandedAsync(world, shop.Desk)).Count);
    }

    [Theory, BothDatabases]
    public async Task Only_those_who_work_with_everybodys_visits_may_ask_and_only_of_their_salon(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var other = await SmallSalon.OpenAsync(world, "noor", "نور");
        var id = await BookAsync(shop, Shop.At(10), shop.Haircut, shop.Mona);
        await CloseAsync(world, shop, Tuesday);

        Assert.Empty(await StrandedAsync(world, other.Owner));
        Assert.Equal(BookingErrors.NotFound, (await world.Get<AnotherTimeService>().SuggestAsync(other.Owner, id, default)).Error);
        foreach (var actor in (Actor[])[shop.CustomerActor, Actor.Visitor(shop.Id, null)])
        {
            Assert.Equal(BookingErrors.NotAllowed, (await world.Get<StrandedQueries>().ReadAsync(actor, default)).Error);
            Assert.Equal(BookingErrors.NotAllowed, (await world.Get<AnotherTimeService>().SuggestAsync(actor, id, default)).Error);
        }
    }

    private static async Task<int> CountAsync(SalonWorld world, Shop shop, PlannedChange change)
    {
        Assert.True((await world.Get<ImpactQueries>().OfAsync(shop.Owner, change, default)).TryGet(out var impact, out var error), error?.Code);
        return impact.Bookings;
    }

    private static async Task CloseAsync(SalonWorld world, Shop shop, LocalDate date)
    {
        var hours = world.Get<BranchHoursService>();
        Assert.True((await hours.FindAsync(shop.Owner, shop.Branch, default)).TryGet(out var form, out var error), error?.Code);
        Assert.Null(await hours.SetExceptionAsync(shop.Owner, shop.Branch, new(date, date), [], LocalizedText.Empty, form.Version, default));
    }

    private static async Task<BookingId> BookAsync(Shop shop, Instant at, ServiceId service, StaffId staff)
    {
        Assert.True((await shop.BookAsync(at, service, staff)).TryGet(out var id, out var error), error?.Code);
        return id;
    }

    private static async Task<IReadOnlyList<StrandedVisit>> StrandedAsync(SalonWorld world, Actor actor)
    {
        Assert.True((await world.Get<StrandedQueries>().ReadAsync(actor, default)).TryGet(out var rows, out var error), error?.Code);
        return rows;
    }
}
