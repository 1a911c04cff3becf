using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class HoldTests
{
    [Theory, BothDatabases]
    public async Task A_held_time_is_taken_for_others_and_free_for_its_holder(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();

        var mine = await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default);
        var theirs = await bookings.HoldAsync(Shop.Visitor(shop, "they"), shop.Request(Shop.At(10, 30)), default);

        Assert.True(mine.TryGet(out var held, out _));
        Assert.Equal(BookingErrors.SlotTaken, theirs.Error);
        var shown = await world.Get<FreeTimesService>().AvailabilityAsync(
            new VisitQuestion(shop.Id, shop.Branch, [new(shop.Haircut, null)]) { Ignore = [held] }, new DateRange(new(2026, 12, 8), new(2026, 12, 8)), default);
        Assert.True(shown.TryGet(out var free, out _));
        Assert.Contains(free.Days.Single().Slots, s => s.Start == Shop.At(10));
    }

    [Theory, BothDatabases]
    public async Task Choosing_another_time_gives_the_first_one_back(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default);

        var second = await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10, 30)), default);
        var other = await bookings.HoldAsync(Shop.Visitor(shop, "they"), shop.Request(Shop.At(11, 30)), default);

        Assert.Null(second.Error);
        Assert.Null(other.Error);
        Assert.Equal(2, await shop.QueryAsync(q => q.Claims.CountAsync(c => c.Live)));
    }

    [Theory, BothDatabases]
    public async Task A_hold_that_ran_out_makes_room(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        var first = await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default);
        world.Clock.Advance(Duration.FromMinutes(11));

        var other = await bookings.HoldAsync(Shop.Visitor(shop, "they"), shop.Request(Shop.At(10, 15)), default);
        Assert.True(first.TryGet(out var id, out _));
        var late = await bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default);

        Assert.Null(other.Error);
        Assert.Equal(BookingErrors.HoldExpired, late.Error);
    }

    [Theory, BothDatabases]
    public async Task A_late_confirmation_is_welcome_while_nobody_else_took_the_time(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default)).TryGet(out var id, out _));
        world.Clock.Advance(Duration.FromMinutes(11));

        var late = await bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default);

        Assert.Null(late.Error);
        Assert.Equal(BookingStatus.Confirmed, (await shop.ReadAsync(id)).Status);
        Assert.Equal(1, await shop.QueryAsync(q => q.Claims.CountAsync(c => c.Live && c.ExpiresAt == null)));
    }

    [Theory, BothDatabases]
    public async Task A_hold_that_was_given_back_is_taken_again_at_the_price_she_was_told(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default)).TryGet(out var id, out _));
        world.Clock.Advance(Duration.FromMinutes(11));
        await bookings.SweepAsync(world.Database, Actor.System(shop.Id), world.Clock.Now);

        var stranger = await bookings.ConfirmAsync(shop.CustomerActor with { Browser = "they" }, id, shop.Her, default);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, "by the window", default)));

        Assert.Equal(BookingErrors.NotFound, stranger.Error);
        Assert.All(answers, a => Assert.Null(a.Error));
        var booking = await shop.ReadAsync(id);
        Assert.Equal((BookingStatus.Confirmed, 10000L, "by the window"), (booking.Status, booking.Price.Minor, booking.Note));
        Assert.Equal(1, await shop.QueryAsync(q => q.Claims.CountAsync(c => c.Live && c.ExpiresAt == null)));
        Assert.Equal(1, await shop.QueryAsync(q => q.Outbox.CountAsync())); // one confirmation, however often she clicked
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_asked_for_nobody_by_name_is_served_by_another_when_hers_was_taken_meanwhile(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default)).TryGet(out var id, out _));
        var first = (await shop.ReadAsync(id)).Lines[0].StaffId;
        world.Clock.Advance(Duration.FromMinutes(11));
        var request = shop.Request(Shop.At(10)) with { Lines = [new(shop.Haircut, first)] };
        Assert.Null((await bookings.HoldAsync(Shop.Visitor(shop, "they"), request, default)).Error);

        var late = await bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default);

        Assert.Null(late.Error);
        Assert.NotEqual(first, (await shop.ReadAsync(id)).Lines[0].StaffId);
    }

    [Theory, BothDatabases]
    public async Task Confirming_twice_is_one_booking_and_another_browser_cannot_confirm_it(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default)).TryGet(out var id, out _));

        var stranger = await bookings.ConfirmAsync(shop.CustomerActor with { Browser = "they" }, id, shop.Her, default);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bookings.ConfirmAsync(shop.CustomerActor with { Browser = "me" }, id, shop.Her, default)));

        Assert.Equal(BookingErrors.NotFound, stranger.Error);
        Assert.All(answers, a => Assert.Null(a.Error));
        Assert.Equal(1, await shop.QueryAsync(q => q.Outbox.CountAsync()));
        Assert.Equal(1, await shop.QueryAsync(q => q.Contacts.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Leaving_the_page_gives_the_time_back_at_once(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 1);
        var bookings = world.Get<BookingService>();
        Assert.True((await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default)).TryGet(out var id, out _));

        Assert.Null(await bookings.ReleaseAsync(Shop.Visitor(shop, "they"), id, default)); // a stranger's release does nothing
        Assert.Equal(BookingErrors.SlotTaken, (await bookings.HoldAsync(Shop.Visitor(shop, "they"), shop.Request(Shop.At(10)), default)).Error);
        Assert.Null(await bookings.ReleaseAsync(Shop.Visitor(shop, "me"), id, default));

        Assert.Null((await bookings.HoldAsync(Shop.Visitor(shop, "they"), shop.Request(Shop.At(10)), default)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_sweep_gives_back_what_ran_out_and_forgets_it_a_day_later(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var bookings = world.Get<BookingService>();
        await bookings.HoldAsync(Shop.Visitor(shop, "me"), shop.Request(Shop.At(10)), default);
        await shop.BookAsync(Shop.At(12));

        Assert.Equal(0, await bookings.SweepAsync(world.Database, Actor.System(shop.Id), world.Clock.Now));
        world.Clock.Advance(Duration.FromMinutes(11));
        Assert.Equal(1, await bookings.SweepAsync(world.Database, Actor.System(shop.Id), world.Clock.Now));
        Assert.Equal(1, await shop.QueryAsync(q => q.Claims.CountAsync()));
        world.Clock.Advance(Duration.FromDays(2));
        await bookings.SweepAsync(world.Database, Actor.System(shop.Id), world.Clock.Now);
        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync()));
    }
}
