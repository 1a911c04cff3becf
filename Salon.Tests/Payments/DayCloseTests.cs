using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Till;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>The drawer at the end of a business day: counted, compared with the ledger, closed once.</summary>
public sealed class DayCloseTests
{
    private static readonly LocalDate Tuesday = new(2026, 12, 8);

    [Theory, BothDatabases]
    public async Task A_day_is_closed_with_what_was_counted_and_the_difference_is_booked(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 6000, 4000, 10000, []));
        world.Clock.Advance(Duration.FromHours(1));

        var day = await DayAsync(world, shop, Tuesday);
        Assert.Equal((6000, 2, true), (day.CashMinor, day.Movements.Count, day.CanClose));
        var request = new CloseDayRequest(RowId.New(), shop.Branch, Tuesday, 20000, 25500, [new(10000, 2), new(5000, 1), new(500, 1)], "five short");
        await ClosedAsync(world, shop, request);
        await ClosedAsync(world, shop, request); // the same click, arriving twice

        var closed = (await DayAsync(world, shop, Tuesday)).Closed!;
        Assert.Equal((26000, 25500, -500, "five short"), (closed.ExpectedMinor, closed.CountedMinor, closed.DifferenceMinor, closed.Note));
        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.Equal((500, 5500), (CheckoutTests.Balance(entries, Account.Difference), CheckoutTests.Balance(entries, Account.Cash)));
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_close_the_same_day_one_does(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);

        var closes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Get<DayCloseService>().CloseAsync(shop.Desk, Request(shop, Tuesday, 0), default))));

        Assert.Single(closes, c => c.Error is null);
        Assert.All(closes.Where(c => c.Error is not null), c => Assert.Equal(DayErrors.ClosedAlready.Code, c.Error!.Code));
    }

    [Theory, BothDatabases]
    public async Task What_moves_after_the_close_belongs_to_the_next_day(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 6000, 0, 0, []));
        world.Clock.Advance(Duration.FromMinutes(1));
        await ClosedAsync(world, shop, Request(shop, Tuesday, 6000));

        world.Clock.Advance(Duration.FromMinutes(1));
        var late = await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 4000, 0, 0, []));
        Assert.Equal(6000, (await DayAsync(world, shop, Tuesday)).CashMinor);
        world.Clock.Set(Shop.At(12, day: 2));
        var next = await DayAsync(world, shop, null);
        Assert.Equal((Tuesday.PlusDays(1), Tuesday, 4000), (next.Date, next.SinceDate, next.CashMinor));
        Assert.Equal(late.Payments[0], next.Movements.Single().Payment);

        await ClosedAsync(world, shop, Request(shop, Tuesday.PlusDays(1), 4000));
        Assert.Equal(0, await shop.QueryAsync(read => read.Ledger.CountAsync(e => e.Debit == Account.Difference || e.Credit == Account.Difference)));
    }

    [Theory, BothDatabases]
    public async Task A_payment_of_a_closed_day_is_refunded_not_undone(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var done = await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 6000, 0, 0, []));
        world.Clock.Advance(Duration.FromMinutes(1));
        await ClosedAsync(world, shop, Request(shop, Tuesday, 6000));
        world.Clock.Advance(Duration.FromMinutes(1));

        Assert.Equal(DayErrors.DayIsClosed, await world.Get<CheckoutService>().VoidAsync(shop.Owner, done.Payments[0], "mistake", default));
        Assert.Null((await world.Get<PaymentService>().RefundAsync(shop.Owner, done.Payments[0], 1000, "mistake", "a", default)).Error);
        world.Clock.Advance(Duration.FromMinutes(1));

        var next = await DayAsync(world, shop, Tuesday.PlusDays(1));
        Assert.Equal((MovementKind.Refunded, -1000), (next.Movements.Single().Kind, next.Movements.Single().Minor));
    }

    [Theory, BothDatabases]
    public async Task Days_are_closed_in_their_order_and_not_before_they_begin(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var service = world.Get<DayCloseService>();

        Assert.Equal(DayErrors.NotYet, (await service.CloseAsync(shop.Desk, Request(shop, Tuesday.PlusDays(1), 0), default)).Error);
        Assert.Equal(PaymentErrors.NotAllowed, (await service.CloseAsync(shop.CustomerActor, Request(shop, Tuesday, 0), default)).Error);
        Assert.Equal(PaymentErrors.NotAnAmount, (await service.CloseAsync(shop.Desk, Request(shop, Tuesday, 500) with { Pieces = [new(100, 4)] }, default)).Error);
        Assert.Equal(DayErrors.UnknownBranch, (await service.CloseAsync(shop.Desk, Request(shop, Tuesday, 0) with { Branch = BranchId.New() }, default)).Error);
        await ClosedAsync(world, shop, Request(shop, Tuesday, 0));
        Assert.Equal(DayErrors.LaterClosed, (await service.CloseAsync(shop.Desk, Request(shop, Tuesday.PlusDays(-1), 0), default)).Error);
        Assert.True((await world.Get<DeskMoneyQueries>().ClosesAsync(shop.Desk, shop.Branch, 1, default)).TryGet(out var list, out _));
        Assert.Equal(Tuesday, list.Rows.Single().Date);
    }

    [Theory, BothDatabases]
    public async Task Cash_that_comes_while_the_day_is_closed_is_counted_in_one_day_and_only_one(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        world.Clock.Advance(Duration.FromHours(1));

        var taking = Enumerable.Range(0, 10).Select(_ => Task.Run(async () => { await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 100, 0, 0, [])); }));
        await Task.WhenAll([.. taking, Task.Run(() => ClosedAsync(world, shop, Request(shop, Tuesday, 0)))]);
        world.Clock.Set(Shop.At(12, day: 2));
        await ClosedAsync(world, shop, Request(shop, Tuesday.PlusDays(1), 0));

        Assert.Equal(1000, await shop.QueryAsync(read => read.DayCloses.SumAsync(c => c.MovedMinor)));
    }

    [Theory, BothDatabases]
    public async Task A_closed_day_tells_the_visits_that_are_not_paid(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var other = await CheckoutTests.ArrivedAsync(world, shop, Shop.At(12));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 10000, 0, 0, []));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), other, 3000, 0, 0, []));

        var unpaid = (await DayAsync(world, shop, Tuesday)).Unpaid.Single();
        Assert.Equal((other, 7000), (unpaid.Booking, unpaid.Due.Minor));
    }

    [Theory, BothDatabases]
    public async Task After_midnight_the_evening_whose_money_was_not_counted_is_proposed_and_the_new_day_waits_until_the_branch_opens(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 6000, 0, 0, []));
        world.Clock.Set(Shop.At(23, 45));
        Assert.Equal(Tuesday, (await DayAsync(world, shop, null)).Date);
        world.Clock.Set(Shop.At(0, 30, day: 2));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 1000, 0, 0, [])); // she paid after closing time
        world.Clock.Advance(Duration.FromMinutes(1));

        Assert.Equal(DayErrors.NotYet, (await world.Get<DayCloseService>().CloseAsync(shop.Desk, Request(shop, Tuesday.PlusDays(1), 7000), default)).Error);
        Assert.False((await DayAsync(world, shop, Tuesday.PlusDays(1))).CanClose);
        var proposed = await DayAsync(world, shop, null);
        Assert.Equal((Tuesday, 7000, true), (proposed.Date, proposed.CashMinor, proposed.CanClose));
        await ClosedAsync(world, shop, Request(shop, Tuesday, 7000));
        Assert.Equal(Tuesday.PlusDays(1), (await DayAsync(world, shop, null)).Date);

        world.Clock.Set(Shop.At(10, day: 2));
        var next = await DayAsync(world, shop, null);
        Assert.Equal((Tuesday.PlusDays(1), 0, true, false), (next.Date, next.CashMinor, next.CanClose, next.CountsEarlier));
    }

    [Theory, BothDatabases]
    public async Task Money_that_was_counted_with_a_later_day_stands_there_and_only_there(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await ClosedAsync(world, shop, Request(shop, Tuesday.PlusDays(-1), 0));
        await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 6000, 0, 0, []));
        world.Clock.Set(Shop.At(12, day: 2));
        Assert.True((await DayAsync(world, shop, null)).CountsEarlier);
        await ClosedAsync(world, shop, Request(shop, Tuesday.PlusDays(1), 6000));

        var (skipped, counted) = (await DayAsync(world, shop, Tuesday), await DayAsync(world, shop, Tuesday.PlusDays(1)));
        Assert.Equal((0, Tuesday.PlusDays(1), false), (skipped.Movements.Count, skipped.CountedOn, skipped.CanClose));
        Assert.Equal((6000, null), (counted.Movements.Single().Minor, counted.CountedOn));
    }

    [Theory, BothDatabases]
    public async Task A_difference_is_written_down_with_why(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, _) = await CheckoutTests.ArrivedAsync(world);
        var service = world.Get<DayCloseService>();

        Assert.Equal(DayErrors.ReasonNeeded, (await service.CloseAsync(shop.Desk, Request(shop, Tuesday, 1000) with { Note = " " }, default)).Error);
        Assert.Equal(0, await shop.QueryAsync(read => read.DayCloses.CountAsync()));
        await ClosedAsync(world, shop, Request(shop, Tuesday, 1000) with { Note = "found under the mat" });
    }

    private static CloseDayRequest Request(Shop shop, LocalDate date, long counted) => new(RowId.New(), shop.Branch, date, 0, counted, [], "as counted");

    private static async Task ClosedAsync(SalonWorld world, Shop shop, CloseDayRequest request) => Assert.Null((await world.Get<DayCloseService>().CloseAsync(shop.Desk, request, default)).Error);

    private static async Task<DrawerDay> DayAsync(SalonWorld world, Shop shop, LocalDate? date)
    {
        Assert.True((await world.Get<DeskMoneyQueries>().DayAsync(shop.Desk, shop.Branch, date, default)).TryGet(out var day, out _));
        return day;
    }
}
