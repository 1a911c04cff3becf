using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tests.World;

namespace Salon.Tests.Bookings;

public sealed class ChangingTests
{
    [Theory, BothDatabases]
    public async Task Cancelling_gives_the_time_back_and_is_written_down(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world, people: 1);

        Assert.Null((await bookings.CancelAsync(shop.CustomerActor, id, "plans changed", default)).Error);
        Assert.Null((await bookings.CancelAsync(shop.CustomerActor, id, null, default)).Error); // the second click

        Assert.Null((await shop.BookAsync(Shop.At(10))).Error); // cancel, then rebook
        var view = await ViewAsync(world, shop, id);
        Assert.Equal(BookingStatus.Cancelled, view.Status);
        Assert.Equal("plans changed", view.History[^1].Reason);
        Assert.Equal(1, await shop.QueryAsync(q => q.Outbox.CountAsync(m => m.Name == "booking.cancelled")));
    }

    [Theory, BothDatabases]
    public async Task A_stranger_can_neither_see_nor_cancel_nor_move(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world);
        var stranger = new Actor(shop.Id, UserId.New(), Role.Customer, Browser: "x");

        Assert.Equal(BookingErrors.NotFound, (await world.Get<BookingQueries>().FindAsync(stranger, id, default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await bookings.CancelAsync(stranger, id, null, default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await bookings.MoveAsync(stranger, id, Shop.At(12), null, default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await bookings.ArriveAsync(stranger, id, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Moving_takes_the_new_time_frees_the_old_and_keeps_the_agreed_price(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world, people: 1);
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            var haircut = await write.Services.SingleAsync(s => s.Id == shop.Haircut);
            haircut.Change(haircut.CategoryId, haircut.Name, haircut.About, haircut.Time, new(99900, "SAR"), haircut.VatBasisPoints, true);
            await write.CommitAsync(default);
        }

        Assert.Null((await bookings.MoveAsync(shop.CustomerActor, id, Shop.At(10, 30), null, default)).Error); // into her own time

        var moved = await shop.ReadAsync(id);
        Assert.Equal(Shop.At(10, 30), moved.StartsAt);
        Assert.Equal(new Money(10000, "SAR"), moved.Price);
        Assert.Equal(Shop.At(10, 30) - Duration.FromHours(12), moved.Policy.FreeUntil);
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(11))).Error);
        Assert.Null((await shop.BookAsync(Shop.At(11, 30))).Error);
        var view = await ViewAsync(world, shop, id);
        Assert.Equal((Shop.At(10), Shop.At(10, 30)), (view.History[^1].OldStart, view.History[^1].NewStart));
    }

    [Theory, BothDatabases]
    public async Task A_move_into_a_taken_time_is_refused_and_the_old_time_is_kept(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world, people: 1);
        await shop.BookAsync(Shop.At(14));

        Assert.Equal(BookingErrors.SlotTaken, (await bookings.MoveAsync(shop.CustomerActor, id, Shop.At(13, 30), null, default)).Error);

        Assert.Equal(Shop.At(10), (await shop.ReadAsync(id)).StartsAt);
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(10))).Error);
    }

    [Theory, BothDatabases]
    public async Task The_agreed_policy_decides_until_when_a_customer_may_change_her_mind(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world);
        world.Clock.Set(Shop.At(0)); // ten hours before; moving was free until twelve hours before

        Assert.Equal(BookingErrors.TooLateToMove, (await bookings.MoveAsync(shop.CustomerActor, id, Shop.At(15), null, default)).Error);
        var view = await ViewAsync(world, shop, id);
        Assert.True(view.CanCancel);
        Assert.False(view.CancelIsFree);
        Assert.Null((await bookings.MoveAsync(shop.Desk, id, Shop.At(15), null, default)).Error); // the salon may

        world.Clock.Set(Shop.At(15));
        Assert.Equal(BookingErrors.AlreadyStarted, (await bookings.CancelAsync(shop.CustomerActor, id, null, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task Whoever_has_the_manage_link_may_manage_that_booking_and_no_other(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world);
        Assert.True((await shop.BookAsync(Shop.At(15))).TryGet(out var other, out _));
        var queries = world.Get<BookingQueries>();
        Assert.True((await queries.TokenAsync(shop.CustomerActor, id, default)).TryGet(out var token, out _));

        Assert.True((await queries.ByTokenAsync(token, default)).TryGet(out var link, out _));
        Assert.Equal(BookingErrors.NotFound, (await bookings.CancelAsync(link.Actor, other, null, default)).Error);
        Assert.Null((await bookings.MoveAsync(link.Actor, id, Shop.At(12), null, default)).Error);
        Assert.Null((await bookings.CancelAsync(link.Actor, id, null, default)).Error);

        foreach (var forged in (string[])[token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), token + "A", "", "x", new string('A', token.Length)])
            Assert.Equal(BookingErrors.LinkExpired, (await queries.ByTokenAsync(forged, default)).Error);
        world.Clock.Advance(Duration.FromDays(60));
        Assert.Equal(BookingErrors.LinkExpired, (await queries.ByTokenAsync(token, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task The_day_takes_its_steps_in_order(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, bookings, id) = await BookedAsync(world, staff: s => s.Mona);
        var mona = new Actor(shop.Id, UserId.New(), Role.Stylist, shop.Mona);
        var sara = new Actor(shop.Id, UserId.New(), Role.Stylist, shop.Sara);

        Assert.Equal(BookingErrors.NotOpen, (await bookings.CompleteAsync(mona, id, default)).Error);
        Assert.Equal(BookingErrors.TooEarly, (await bookings.NoShowAsync(shop.Desk, id, default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await bookings.ArriveAsync(sara, id, default)).Error); // not her booking
        world.Clock.Set(Shop.At(9, 30));
        Assert.Null((await bookings.ArriveAsync(shop.Desk, id, default)).Error);
        Assert.Null((await bookings.StartAsync(mona, id, default)).Error);
        Assert.Null((await bookings.StartAsync(mona, id, default)).Error); // the second tap
        Assert.Null((await bookings.CompleteAsync(mona, id, default)).Error);
        Assert.Equal(BookingErrors.NotOpen, (await bookings.CancelAsync(shop.Desk, id, null, default)).Error);

        Assert.Equal(
            [BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed],
            (await ViewAsync(world, shop, id)).History.Select(h => h.To));
    }

    [Theory, BothDatabases]
    public async Task History_cannot_be_rewritten(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _, id) = await BookedAsync(world);

        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            write.BookingEvents.Where(e => e.BookingId == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Reason, "never happened")));
    }

    [Theory, BothDatabases]
    public async Task The_day_list_shows_a_stylist_only_her_own_visits_and_says_what_may_be_done(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _, _) = await BookedAsync(world, staff: s => s.Mona);
        await shop.BookAsync(Shop.At(10), staff: shop.Sara);
        var queries = world.Get<BookingQueries>();
        var tuesday = new LocalDate(2026, 12, 8);
        world.Clock.Set(Shop.At(9, 30));

        Assert.True((await queries.DayAsync(shop.Desk, shop.Branch, tuesday, null, default)).TryGet(out var all, out _));
        Assert.True((await queries.DayAsync(new Actor(shop.Id, UserId.New(), Role.Stylist, shop.Mona), shop.Branch, tuesday, shop.Sara, default)).TryGet(out var hers, out _));

        Assert.Equal(2, all.Rows.Count);
        Assert.Equal("+966500000777", all.Rows[0].Phone);
        var row = Assert.Single(hers.Rows);
        Assert.Equal(shop.Mona, row.Lines.Single().StaffId);
        Assert.Null(row.Phone); // stylists do not see phone numbers
        Assert.True(row.CanArrive && row.CanStart && !row.CanComplete && !row.CanCancel);
        Assert.Equal(BookingErrors.NotAllowed, (await queries.DayAsync(shop.CustomerActor, shop.Branch, tuesday, null, default)).Error);
    }

    private static async Task<(Shop, BookingService, BookingId)> BookedAsync(SalonWorld world, int people = 2, Func<Shop, StaffId>? staff = null)
    {
        var shop = await Shop.OpenAsync(world, people: people);
        Assert.True((await shop.BookAsync(Shop.At(10), staff: staff?.Invoke(shop))).TryGet(out var id, out var error), error?.Code);
        return (shop, world.Get<BookingService>(), id);
    }

    private static async Task<BookingView> ViewAsync(SalonWorld world, Shop shop, BookingId id) =>
        (await world.Get<BookingQueries>().FindAsync(shop.Desk, id, default)).TryGet(out var view, out var error) ? view : throw new InvalidOperationException(error.Code);
}
