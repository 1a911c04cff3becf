using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

/// <summary>Nobody fills a salon's calendar alone; the salon itself books whatever it likes.</summary>
public sealed class OnlineLimitsTests
{
    [Theory, BothDatabases]
    public async Task A_customer_books_three_visits_a_day_by_herself_and_the_salon_books_her_more(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 3, open: 10);
        foreach (var hour in new[] { 10, 11, 12 }) Must(await shop.BookAsync(Shop.At(hour)));

        Assert.Equal(BookingErrors.TooManyThatDay(3), (await shop.BookAsync(Shop.At(13))).Error);
        Assert.Equal(BookingErrors.TooManyThatDay(3), (await world.Get<BookingService>().HoldAsync(shop.CustomerActor, shop.Request(Shop.At(13)), default)).Error);

        Must(await world.Get<BookingService>().BookAsync(shop.Desk, shop.Request(Shop.At(13)) with { Channel = BookingChannel.Desk }, shop.Her, default));
        var elsewhen = Must(await shop.BookAsync(Shop.At(10, day: 2)));
        Assert.Equal(BookingErrors.TooManyThatDay(3), (await world.Get<BookingService>().MoveAsync(shop.CustomerActor, elsewhen, Shop.At(14), null, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_visit_she_gave_up_or_did_not_pay_for_makes_room_for_another(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 1, open: 10);
        var first = Must(await shop.BookAsync(Shop.At(10)));
        Must(await world.Get<BookingService>().CancelAsync(shop.CustomerActor, first, null, default));

        Must(await shop.BookAsync(Shop.At(11)));
    }

    [Theory, BothDatabases]
    public async Task A_customer_has_so_many_visits_ahead(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 50, open: 4);
        for (var day = 1; day <= 4; day++) Must(await shop.BookAsync(Shop.At(10, day: day)));

        Assert.Equal(BookingErrors.TooManyOpen(4), (await shop.BookAsync(Shop.At(10, day: 5))).Error);

        world.Clock.Advance(Duration.FromDays(2)); // the first has been
        Must(await shop.BookAsync(Shop.At(10, day: 5)));
    }

    [Theory, BothDatabases]
    public async Task Booking_and_cancelling_or_moving_again_and_again_is_stopped(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 5, open: 4);
        var bookings = world.Get<BookingService>();
        for (var i = 0; i < 7; i++) Must(await bookings.CancelAsync(shop.CustomerActor, Must(await shop.BookAsync(Shop.At(10))), null, default));
        var visit = Must(await shop.BookAsync(Shop.At(10)));

        Assert.Equal(BookingErrors.TooManyTries, (await shop.BookAsync(Shop.At(12))).Error);

        for (var i = 0; i < 5; i++) Must(await bookings.MoveAsync(shop.CustomerActor, visit, Shop.At(12 + i), null, default));
        Assert.Equal(BookingErrors.TooManyTries, (await bookings.MoveAsync(shop.CustomerActor, visit, Shop.At(18), null, default)).Error);
        Must(await bookings.MoveAsync(shop.Desk, visit, Shop.At(18), null, default));
    }

    [Theory, BothDatabases]
    public async Task Asked_for_at_the_same_moment_no_visit_slips_past_the_limit(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 3, open: 10, people: 6);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => shop.BookAsync(Shop.At(10 + (i % 11))))));

        Assert.Equal(3, answers.Count(a => a.Error is null));
        Assert.All(answers.Where(a => a.Error is not null), a => Assert.Equal(BookingErrors.TooManyThatDay(3), a.Error));
        Assert.Equal(3, await shop.QueryAsync(q => q.Bookings.CountAsync(b => b.Status == BookingStatus.Confirmed)));
    }

    [Theory, BothDatabases]
    public async Task Holds_of_several_browsers_confirmed_at_once_by_one_person_end_at_the_limit(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await OpenAsync(world, perDay: 3, open: 10, people: 6);
        var bookings = world.Get<BookingService>();
        var holds = new List<(string Browser, BookingId Id)>();
        for (var i = 0; i < 8; i++) holds.Add(($"browser-{i}", Must(await bookings.HoldAsync(Shop.Visitor(shop, $"browser-{i}"), shop.Request(Shop.At(10 + i)), default))));

        var answers = await Task.WhenAll(holds.Select(h => Task.Run(() => bookings.ConfirmAsync(shop.CustomerActor with { Browser = h.Browser }, h.Id, shop.Her, default))));

        Assert.Equal(3, answers.Count(a => a.Error is null));
        Assert.Equal(5, answers.Count(a => a.Error == BookingErrors.TooManyThatDay(3)));
    }

    [Theory, BothDatabases]
    public async Task A_browser_keeps_one_time_however_many_it_asks_for_at_once(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world, people: 6);
        var bookings = world.Get<BookingService>();

        await Task.WhenAll(Enumerable.Range(0, 11).Select(i => Task.Run(() => bookings.HoldAsync(Shop.Visitor(shop, "stranger"), shop.Request(Shop.At(10 + i)), default))));

        Assert.Equal(1, await shop.QueryAsync(q => q.Bookings.CountAsync(b => b.Status == BookingStatus.Held)));
        Assert.Equal(1, await shop.QueryAsync(q => q.Claims.CountAsync(c => c.Live)));
    }

    private static async Task<Shop> OpenAsync(SalonWorld world, int perDay, int open, int people = 2)
    {
        var shop = await Shop.OpenAsync(world, people: people);
        var organizations = world.Get<OrganizationService>();
        var owner = shop.Owner with { User = UserId.New() };
        var settings = Must(await organizations.FindAsync(owner, default));
        Assert.Null(await organizations.SetRulesAsync(owner, settings.Rules with { VisitsPerDay = perDay, OpenVisits = open }, settings.Cancellation, settings.Version, default));
        return shop;
    }

    private static T Must<T>(Result<T> result) where T : notnull => result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException(error.Code);
}
