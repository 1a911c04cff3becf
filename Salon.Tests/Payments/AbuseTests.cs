using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Fifty who press at once, steps that are skipped, repeated or taken in another order: each rule about money and visits holds all the same.</summary>
public sealed class AbuseTests
{
    private const int Many = 50;

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task Of_fifty_refunds_at_once_each_wish_goes_back_once_and_all_together_no_more_than_was_paid(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        var payment = (await CheckoutTests.PayAsync(world, shop, new(CheckoutId.New(), visit, 10_000, 0, 0, []))).Payments[0];
        var payments = world.Get<PaymentService>();

        var same = await AtOnceAsync(_ => payments.RefundAsync(shop.Owner, payment, 3000, "kindness", "one", default));
        var others = await AtOnceAsync(i => payments.RefundAsync(shop.Owner, payment, 2000, "kindness", $"other {i}", default));

        Assert.All(same, refund => Assert.Null(refund.Error));
        Assert.Equal(3, others.Count(refund => refund.Error is null)); // of 7000 that were left
        Assert.All(others.Where(r => r.Error is not null), r => Assert.Contains(r.Error!, (Error[])[PaymentErrors.TooMuch, PaymentErrors.NotOpen]));
        Assert.Equal(9000, await shop.QueryAsync(read => read.Payments.Where(p => p.Id == payment).Select(p => p.RefundedMinor).SingleAsync()));
        Assert.Equal(4, await shop.QueryAsync(read => read.Refunds.CountAsync()));
        Assert.Equal(1000, CheckoutTests.Balance(await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync()), Account.Cash));
    }

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task A_missed_visit_that_is_settled_fifty_times_at_once_keeps_one_fee_and_gives_the_rest_back_once(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), NoShowFee = Share.Percent(20) });
        var paid = await site.PaidAsync(12, day: 2);
        site.Clock.Set(Shop.At(12, 30, day: 2));
        Assert.Null((await site.Get<BookingService>().NoShowAsync(site.Shop.Owner, paid.Booking, default)).Error);

        await AtOnceAsync(_ => site.Get<Settlements>().SettleAsync(site.Shop.Id, paid.Booking, CancelCause.NoShow, site.Clock.Now, default));
        await site.GiveBackAsync();

        Assert.Equal((2000, 3000), await site.QueryAsync(async d => await d.Settlements.SingleAsync() is var s ? (s.KeptMinor, s.RefundMinor) : default));
        Assert.Equal(3000, await site.QueryAsync(async d => (await d.Refunds.SingleAsync()).Minor));
        Assert.Equal((5000, 3000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task Fifty_discounts_at_once_take_off_no_more_than_the_desk_may(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await CheckoutTests.ArrivedAsync(world);
        await using (var write = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            (await write.Organizations.SingleAsync(o => o.Id == shop.Id)).SetMoneyRules(new MoneyRules { DeskDiscountPercent = 10 });
            Assert.Null(await write.CommitAsync(default));
        }

        var one = RowId.New();
        var same = await AtOnceAsync(_ => world.Get<BillService>().DiscountAsync(shop.Desk, visit, new(one, null, 4, "regular"), default));
        var others = await AtOnceAsync(_ => world.Get<BillService>().DiscountAsync(shop.Desk, visit, new(RowId.New(), null, 3, "regular"), default));

        Assert.All(same, bill => Assert.Null(bill.Error));
        Assert.Equal(2, others.Count(bill => bill.Error is null)); // 4, 3 and 3 of 10 per cent
        Assert.All(others.Where(b => b.Error is not null), b => Assert.Equal(BillErrors.DiscountLimit(10), b.Error));
        Assert.Equal(9000, (await shop.QueryAsync(read => Bill.ReadAsync(read, visit, default)))!.Total.Minor);
    }

    /// <summary>What leads where; everything else is refused and changes nothing.</summary>
    private static readonly Dictionary<BookingStatus, BookingStatus[]> Ways = new()
    {
        [BookingStatus.Confirmed] = [BookingStatus.Arrived, BookingStatus.InService, BookingStatus.NoShow, BookingStatus.Cancelled],
        [BookingStatus.Arrived] = [BookingStatus.InService, BookingStatus.Completed, BookingStatus.Cancelled],
        [BookingStatus.InService] = [BookingStatus.Completed, BookingStatus.Cancelled],
        [BookingStatus.Completed] = [],
        [BookingStatus.NoShow] = [],
        [BookingStatus.Cancelled] = [],
    };

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task A_step_of_a_visit_that_is_skipped_repeated_or_taken_in_another_order_changes_nothing(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var wrong = new List<string>();
        var day = 1;
        foreach (var (from, allowed) in Ways)
        {
            var visit = default(BookingId);
            foreach (var to in Ways.Keys.Where(to => to != from && to != BookingStatus.Confirmed))
            {
                if (visit == default || await StatusAsync(shop, visit) != from) visit = await ReachAsync(world, shop, from, ++day);
                var events = await shop.QueryAsync(read => read.BookingEvents.CountAsync(e => e.BookingId == visit));
                var refusal = await StepAsync(world, shop, visit, to);
                var after = await StatusAsync(shop, visit);
                if (allowed.Contains(to) ? refusal is not null || after != to : refusal is null || after != from) wrong.Add($"{from} to {to}: {refusal?.Code ?? "done"}, then {after}");
                if (refusal is not null && events != await shop.QueryAsync(read => read.BookingEvents.CountAsync(e => e.BookingId == visit))) wrong.Add($"{from} to {to} left a trace");
            }
        }

        Assert.Equal([], wrong);
    }

    private static async Task<BookingId> ReachAsync(SalonWorld world, Shop shop, BookingStatus status, int day)
    {
        world.Clock.Set(Shop.At(9, day: day));
        Assert.True((await shop.BookAsync(Shop.At(10, day: day), shop.Haircut, shop.Mona)).TryGet(out var id, out var refusal), refusal?.Code);
        world.Clock.Set(Shop.At(10, 5, day));
        BookingStatus[] way = status switch
        {
            BookingStatus.Confirmed => [],
            BookingStatus.InService or BookingStatus.Completed => [BookingStatus.Arrived, BookingStatus.InService, status],
            _ => [status],
        };
        foreach (var step in way) Assert.Null(await StepAsync(world, shop, id, step));
        return id;
    }

    private static async Task<Error?> StepAsync(SalonWorld world, Shop shop, BookingId id, BookingStatus to)
    {
        var bookings = world.Get<BookingService>();
        return (to switch
        {
            BookingStatus.Arrived => await bookings.ArriveAsync(shop.Owner, id, default),
            BookingStatus.InService => await bookings.StartAsync(shop.Owner, id, default),
            BookingStatus.Completed => await bookings.CompleteAsync(shop.Owner, id, default),
            BookingStatus.NoShow => await bookings.NoShowAsync(shop.Owner, id, default),
            _ => await bookings.CancelAsync(shop.Owner, id, "plans", default),
        }).Error;
    }

    private static async Task<BookingStatus?> StatusAsync(Shop shop, BookingId id) =>
        await shop.QueryAsync(read => read.Bookings.Where(b => b.Id == id).Select(b => (BookingStatus?)b.Status).SingleOrDefaultAsync());

    private static Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> act) => Task.WhenAll(Enumerable.Range(0, Many).Select(i => Task.Run(() => act(i))));
}
