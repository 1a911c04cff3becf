using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Till;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>A day that was closed by mistake is opened again by an owner, until the next one is closed.</summary>
public sealed class DayCloseUndoTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8), Wednesday = new(2026, 12, 9);

    [Theory, BothDatabases]
    public async Task A_close_that_is_undone_counts_nowhere_and_its_day_is_closed_anew_with_what_came_since(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await TakeAsync(world, shop, visit, 6000);
        var first = await ClosedAsync(world, shop, Tuesday, 5500);
        await TakeAsync(world, shop, visit, 4000);

        Assert.Null((await world.Get<DayCloseService>().UndoAsync(shop.Owner, first, " miscounted ", default)));

        var open = await DayAsync(world, shop, shop.Owner, Tuesday);
        Assert.Equal((null, 10_000, 2, true, false), (open.Closed, open.CashMinor, open.Movements.Count, open.CanClose, open.CanUndo));
        Assert.Equal(0, CheckoutTests.Balance(await EntriesAsync(shop), Account.Difference)); // the difference went with the count
        await ClosedAsync(world, shop, Tuesday, 10_000);
        Assert.Equal(0, CheckoutTests.Balance(await EntriesAsync(shop), Account.Difference));

        Assert.True((await world.Get<DeskMoneyQueries>().ClosesAsync(shop.Desk, shop.Branch, 1, default)).TryGet(out var list, out _));
        Assert.Equal([(10_000L, null), (6000L, "miscounted")], list.Rows.Select(r => (r.MovedMinor, r.Undone?.Reason)));
        world.Clock.Set(Shop.At(12, day: 2));
        var next = await DayAsync(world, shop, shop.Owner, null);
        Assert.Equal((Wednesday, Tuesday, 0), (next.Date, next.SinceDate, next.CashMinor));
    }

    [Theory, BothDatabases]
    public async Task Only_an_owner_undoes_a_close_once_with_a_reason_and_until_the_next_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var other = await Shop.OpenAsync(world, "other");
        var service = world.Get<DayCloseService>();
        var tuesday = await ClosedAsync(world, shop, Tuesday, 0);

        foreach (var role in Enum.GetValues<Role>().Except([Role.Owner, Role.System]))
            Assert.Equal(DayErrors.OwnerOnly, await service.UndoAsync(new Actor(shop.Id, null, role), tuesday, "mistake", default));
        Assert.Equal(PaymentErrors.ReasonNeeded, await service.UndoAsync(shop.Owner, tuesday, " \u200f ", default));
        Assert.Equal(DayErrors.UnknownClose, await service.UndoAsync(other.Owner, tuesday, "mistake", default));
        Assert.Equal(DayErrors.UnknownClose, await service.UndoAsync(shop.Owner, RowId.New(), "mistake", default));

        world.Clock.Set(Shop.At(12, day: 2));
        var wednesday = await ClosedAsync(world, shop, Wednesday, 0);
        Assert.False((await DayAsync(world, shop, shop.Owner, Tuesday)).CanUndo);
        Assert.Equal(DayErrors.NextClosed, await service.UndoAsync(shop.Owner, tuesday, "mistake", default));
        Assert.False((await DayAsync(world, shop, shop.Desk, Wednesday)).CanUndo);
        Assert.True((await DayAsync(world, shop, shop.Owner, Wednesday)).CanUndo);
        Assert.Null(await service.UndoAsync(shop.Owner, wednesday, "mistake", default));
        Assert.Equal(DayErrors.UndoneAlready, await service.UndoAsync(shop.Owner, wednesday, "mistake", default));
        Assert.Null(await service.UndoAsync(shop.Owner, tuesday, "mistake", default)); // what was undone follows nothing
        Assert.Equal(2, await shop.QueryAsync(read => read.DayCloseUndos.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task The_click_that_closed_does_not_close_a_second_time_when_it_arrives_after_the_undo(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var service = world.Get<DayCloseService>();
        var request = new CloseDayRequest(RowId.New(), shop.Branch, Tuesday, 0, 0, [], "");
        Assert.Null((await service.CloseAsync(shop.Desk, request, default)).Error);
        Assert.Null(await service.UndoAsync(shop.Owner, request.Id, "mistake", default));

        Assert.Equal(DayErrors.UndoneAlready, (await service.CloseAsync(shop.Desk, request, default)).Error);
        Assert.Equal(BookingErrors.KeyReused, (await service.CloseAsync(shop.Desk, request with { Date = Tuesday.PlusDays(-1) }, default)).Error);
    }

    [Theory, BothDatabases]
    public async Task A_mistake_at_the_counter_can_be_taken_back_again_once_its_day_is_open(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var payment = await TakeAsync(world, shop, visit, 6000);
        var close = await ClosedAsync(world, shop, Tuesday, 6000);
        Assert.Equal(DayErrors.DayIsClosed, await world.Get<CheckoutService>().VoidAsync(shop.Owner, payment, "mistake", default));

        Assert.Null(await world.Get<DayCloseService>().UndoAsync(shop.Owner, close, "wrong payment", default));

        Assert.True((await world.Get<DeskMoneyQueries>().CheckoutAsync(shop.Owner, visit, default)).TryGet(out var bill, out _));
        Assert.True(bill.Taken.Single().CanVoid);
        Assert.Null(await world.Get<CheckoutService>().VoidAsync(shop.Owner, payment, "mistake", default));
        world.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(0, (await DayAsync(world, shop, shop.Desk, Tuesday)).CashMinor);
    }

    [Theory, BothDatabases]
    public async Task Of_an_undo_and_the_next_close_at_once_no_money_is_lost_or_counted_twice(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var service = world.Get<DayCloseService>();
        for (var day = 1; day <= 5; day++)
        {
            var date = Tuesday.PlusDays(2 * day);
            world.Clock.Set(Shop.At(12, day: 1 + (2 * day)));
            await TakeAsync(world, shop, visit, 600);
            var close = await ClosedAsync(world, shop, date, 600);
            world.Clock.Set(Shop.At(12, day: 2 + (2 * day)));
            await TakeAsync(world, shop, visit, 400);

            var undo = Task.Run(() => service.UndoAsync(shop.Owner, close, "mistake", default));
            var next = Task.Run(() => service.CloseAsync(shop.Desk, new(RowId.New(), shop.Branch, date.PlusDays(1), 0, 0, [], "as counted"), default));
            await Task.WhenAll(undo, next);

            Assert.Null((await next).Error);
            Assert.Contains((await undo)?.Code, (string?[])[null, DayErrors.NextClosed.Code]);
            Assert.Equal(1000 * day, await shop.QueryAsync(read => DayCloseService.Standing(read, shop.Branch).SumAsync(c => c.MovedMinor)));
        }
    }

    [Theory, BothDatabases]
    public async Task Of_owners_who_undo_the_same_close_at_once_one_does(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var close = await ClosedAsync(world, shop, Tuesday, 700);

        var undos = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Get<DayCloseService>().UndoAsync(shop.Owner, close, "mistake", default))));

        Assert.Single(undos, u => u is null);
        Assert.All(undos.Where(u => u is not null), u => Assert.Equal(DayErrors.UndoneAlready, u));
        Assert.Equal(0, CheckoutTests.Balance(await EntriesAsync(shop), Account.Difference));
    }

    [Theory, BothDatabases]
    public async Task The_database_itself_refuses_what_breaks_the_order_of_closes_and_undos(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var tuesday = await ClosedAsync(world, shop, Tuesday, 0);
        var end = (await ReadAsync(shop, tuesday)).UntilAt;

        Assert.Equal(DayErrors.ClosedAlready.Code, await AddAsync(world, shop, Close(shop, Tuesday, end)));
        Assert.Equal(DayErrors.LaterClosed.Code, await AddAsync(world, shop, Close(shop, Tuesday.PlusDays(-1), end)));
        Assert.Equal(DataErrors.ChangedMeanwhile.Code, await AddAsync(world, shop, Close(shop, Wednesday, end + Duration.FromMinutes(1))));

        // Two at once that ask nothing first: the day after, and the undo of the day before it.
        var next = Close(shop, Wednesday, end);
        var both = await Task.WhenAll(
            Task.Run(() => AddAsync(world, shop, next)), Task.Run(async () => await AddAsync(world, shop, DayCloseUndo.Of(shop.Owner, await ReadAsync(shop, tuesday), "mistake", world.Clock.Now))));
        Assert.True(both is [null, "DayClose.NextClosed"] or [null, null], string.Join(", ", both));
        if (both[1] is null) return; // undone first: nothing stands before Wednesday

        Assert.Null(await AddAsync(world, shop, DayCloseUndo.Of(shop.Owner, next, "mistake", world.Clock.Now)));
        Assert.Equal("Data.AlreadyThere", await AddAsync(world, shop, DayCloseUndo.Of(shop.Owner, next, "mistake", world.Clock.Now)));
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => write.DayCloseUndos.ExecuteDeleteAsync());
    }

    [Theory, BothDatabases]
    public async Task What_moves_while_the_clock_is_behind_the_last_close_is_counted_in_the_next_day(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await ClosedAsync(world, shop, Tuesday, 0);
        world.Clock.Advance(Duration.FromMinutes(-30)); // set back, or another node's

        await TakeAsync(world, shop, visit, 6000);
        Assert.Null((await world.Get<DrawerService>().MoveAsync(shop.Desk, new(RowId.New(), shop.Branch, DrawerReason.PaidOut, 1500, "coffee"), default)).Error);
        world.Clock.Set(Shop.At(12, day: 2));

        Assert.Equal(4500, (await DayAsync(world, shop, shop.Desk, null)).CashMinor);
    }

    private static async Task<PaymentId> TakeAsync(SalonWorld world, Shop shop, BookingId visit, long minor)
    {
        var done = await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, minor, 0, 0, []));
        world.Clock.Advance(Duration.FromMinutes(1));
        return done.Payments[0];
    }

    private static async Task<RowId> ClosedAsync(SalonWorld world, Shop shop, LocalDate date, long counted)
    {
        Assert.True((await world.Get<DayCloseService>().CloseAsync(shop.Desk, new(RowId.New(), shop.Branch, date, 0, counted, [], "as counted"), default)).TryGet(out var id, out var refusal), refusal?.Code);
        world.Clock.Advance(Duration.FromMinutes(1));
        return id;
    }

    private static async Task<DrawerDay> DayAsync(SalonWorld world, Shop shop, Actor actor, LocalDate? date)
    {
        Assert.True((await world.Get<DeskMoneyQueries>().DayAsync(actor, shop.Branch, date, default)).TryGet(out var day, out _));
        return day;
    }

    private static DayClose Close(Shop shop, LocalDate date, Instant from) =>
        DayClose.Of(shop.Desk, new(RowId.New(), shop.Branch, date, 0, 0, [], ""), new(from, from + Duration.FromHours(1)), "SAR", 0, "", from);

    private static Task<DayClose> ReadAsync(Shop shop, RowId id) => shop.QueryAsync(read => read.DayCloses.AsNoTracking().SingleAsync(c => c.Id == id));

    private static async Task<string?> AddAsync(SalonWorld world, Shop shop, ITenantRow row)
    {
        await using var write = await world.Database.OpenForWriteAsync(shop.Id, default);
        write.Add(row);
        return (await write.CommitAsync(default))?.Code;
    }

    private static Task<List<LedgerEntry>> EntriesAsync(Shop shop) => shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
}
