using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Money at the counter: the bill, what is handed over, tips, mistakes.</summary>
public sealed class CheckoutTests
{
    [Theory, BothDatabases]
    public async Task A_bill_adds_up_what_was_booked_added_sold_and_taken_off(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var bills = world.Get<BillService>();

        await DoneAsync(bills.AddAsync(shop.Desk, visit, new(RowId.New(), shop.Colour, shop.Sara), default));
        await DoneAsync(bills.SellAsync(shop.Desk, visit, new(RowId.New(), " Argan  oil ", 2, 4500, shop.Mona), default));
        await DoneAsync(bills.DiscountAsync(shop.Owner, visit, new(RowId.New(), null, 10, "regular"), default));

        var bill = await BillAsync(shop, visit);
        Assert.Equal([(BillLineKind.Booked, 10000), (BillLineKind.Service, 20000), (BillLineKind.Retail, 9000), (BillLineKind.Discount, -3900)], bill.Items.Select(i => (i.Kind, i.GrossMinor)));
        Assert.Equal("Argan oil", bill.Items[2].Name.En);
        Assert.Equal((35100, 35100, 0), (bill.Total.Minor, bill.Due.Minor, bill.Over.Minor));
    }

    [Theory, BothDatabases]
    public async Task What_was_put_on_the_bill_by_mistake_comes_off_with_a_reason_and_stays_to_be_seen(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var bills = world.Get<BillService>();
        var line = RowId.New();
        await DoneAsync(bills.SellAsync(shop.Desk, visit, new(line, "Oil", 1, 4500, null), default));
        await DoneAsync(bills.SellAsync(shop.Desk, visit, new(line, "Oil", 1, 4500, null), default)); // the same click, arriving twice
        Assert.Equal(14500, (await BillAsync(shop, visit)).Total.Minor);

        Assert.Equal(PaymentErrors.ReasonNeeded, (await bills.RemoveAsync(shop.Desk, visit, line, " ", default)).Error);
        await DoneAsync(bills.RemoveAsync(shop.Desk, visit, line, "wrong bottle", default));
        await DoneAsync(bills.RemoveAsync(shop.Desk, visit, line, "wrong bottle", default));

        Assert.Equal(10000, (await BillAsync(shop, visit)).Total.Minor);
        Assert.Equal(1, await shop.QueryAsync(read => read.BillLines.CountAsync()));
        Assert.Equal("wrong bottle", await shop.QueryAsync(read => read.BillLineVoids.Select(v => v.Reason).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_bill_never_goes_below_what_was_paid(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var (bills, line) = (world.Get<BillService>(), RowId.New());
        await DoneAsync(bills.SellAsync(shop.Desk, visit, new(line, "Oil", 1, 4500, null), default));
        await PayAsync(world, shop, new(CheckoutId.New(), visit, 12000, 0, 0, []));

        Assert.Equal(BillErrors.PaidAlready, (await bills.RemoveAsync(shop.Desk, visit, line, "returned", default)).Error);
        Assert.Equal("Bill.DiscountTooMuch", (await bills.DiscountAsync(shop.Owner, visit, new(RowId.New(), 2501, null, "kind"), default)).Error?.Code);
        await DoneAsync(bills.DiscountAsync(shop.Owner, visit, new(RowId.New(), 2500, null, "kind"), default));
        Assert.Equal(0, (await BillAsync(shop, visit)).Due.Minor);
    }

    [Theory, BothDatabases]
    public async Task The_desk_takes_off_as_much_as_the_salon_lets_it_and_no_more(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var bills = world.Get<BillService>();
        Assert.Equal(PaymentErrors.NotAllowed, (await bills.DiscountAsync(shop.Desk, visit, new(RowId.New(), null, 5, "asked"), default)).Error);
        Assert.Equal(PaymentErrors.NotAllowed, (await bills.SellAsync(shop.CustomerActor, visit, new(RowId.New(), "Oil", 1, 100, null), default)).Error);

        await using (var writing = await world.Database.OpenForWriteAsync(shop.Id, default))
        {
            (await writing.Organizations.SingleAsync(o => o.Id == shop.Id)).SetMoneyRules(new MoneyRules { DeskDiscountPercent = 10 });
            Assert.Null(await writing.CommitAsync(default));
        }

        await DoneAsync(bills.DiscountAsync(shop.Desk, visit, new(RowId.New(), null, 6, "asked"), default));
        Assert.Equal("Bill.DiscountLimit", (await bills.DiscountAsync(shop.Desk, visit, new(RowId.New(), null, 5, "again"), default)).Error?.Code);
        await DoneAsync(bills.DiscountAsync(shop.Desk, visit, new(RowId.New(), 400, null, "again"), default));
        Assert.Equal(9000, (await BillAsync(shop, visit)).Total.Minor);
    }

    [Theory, BothDatabases]
    public async Task One_checkout_takes_cash_and_card_and_shares_the_tip(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var request = new CheckoutRequest(CheckoutId.New(), visit, 4000, 7500, 5000, [new(shop.Mona, 1000), new(shop.Sara, 500)]);

        var done = await PayAsync(world, shop, request);
        Assert.Equal((11500, 1500, 1000, 0), (done.Taken.Minor, done.Tip.Minor, done.Change.Minor, done.Due.Minor));
        Assert.Equal(done.Payments, (await PayAsync(world, shop, request)).Payments); // the same click, arriving twice
        Assert.Equal(BookingErrors.KeyReused, (await world.Get<CheckoutService>().PayAsync(shop.Desk, request with { CashMinor = 4100 }, default)).Error);

        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.Equal((4000, 7500, -10000, -1500), (Balance(entries, Account.Cash), Balance(entries, Account.Terminal), Balance(entries, Account.Deposits), Balance(entries, Account.Tips)));
        var shares = await shop.QueryAsync(read => read.TipShares.AsNoTracking().ToListAsync());
        Assert.Equal((1000, 500), (shares.Where(s => s.StaffId == shop.Mona).Sum(s => s.Minor), shares.Where(s => s.StaffId == shop.Sara).Sum(s => s.Minor)));
        foreach (var payment in await shop.QueryAsync(read => read.Payments.AsNoTracking().ToListAsync()))
            Assert.Equal(payment.TipMinor, shares.Where(s => s.PaymentId == payment.Id).Sum(s => s.Minor));
    }

    [Theory, BothDatabases]
    public async Task Two_desks_that_take_money_at_once_never_take_more_than_is_due(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            world.Get<CheckoutService>().PayAsync(shop.Desk, new(CheckoutId.New(), visit, i % 2 == 0 ? 6000 : 0, i % 2 == 0 ? 0 : 6000, 0, []), default))));

        Assert.Single(taken, t => t.Error is null);
        Assert.All(taken.Where(t => t.Error is not null), t => Assert.Equal(PaymentErrors.TooMuch, t.Error));
        Assert.Equal(6000, (await BillAsync(shop, visit)).Paid.Minor);
    }

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task One_click_that_arrives_many_times_at_once_is_one_checkout(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var request = new CheckoutRequest(CheckoutId.New(), visit, 10000, 0, 0, []);

        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => world.Get<CheckoutService>().PayAsync(shop.Desk, request, default))));

        Assert.All(taken, t => Assert.Null(t.Error));
        Assert.Equal(1, await shop.QueryAsync(read => read.Payments.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task What_makes_no_sense_is_refused_and_leaves_no_trace(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var checkout = world.Get<CheckoutService>();
        async Task RefusedAsync(Error expected, CheckoutRequest request, Actor? actor = null) => Assert.Equal(expected, (await checkout.PayAsync(actor ?? shop.Desk, request, default)).Error);

        await RefusedAsync(PaymentErrors.NotAllowed, new(CheckoutId.New(), visit, 100, 0, 0, []), shop.CustomerActor);
        await RefusedAsync(PaymentErrors.NotAnAmount, new(CheckoutId.New(), visit, 0, 0, 0, []));
        await RefusedAsync(PaymentErrors.NotAnAmount, new(CheckoutId.New(), visit, -100, 200, 0, []));
        await RefusedAsync(BillErrors.GivenTooLittle, new(CheckoutId.New(), visit, 5000, 0, 4000, []));
        await RefusedAsync(BillErrors.TipsDiffer, new(CheckoutId.New(), visit, 5000, 0, 0, [new(shop.Mona, 6000)]));
        await RefusedAsync(BillErrors.TipsDiffer, new(CheckoutId.New(), visit, 5000, 0, 0, [new(StaffId.New(), 100)]));
        await RefusedAsync(PaymentErrors.TooMuch, new(CheckoutId.New(), visit, 5000, 5001, 0, []));
        await RefusedAsync(BookingErrors.NotFound, new(CheckoutId.New(), BookingId.New(), 5000, 0, 0, []));
        Assert.Equal(0, await shop.QueryAsync(read => read.Payments.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_payment_of_the_counter_that_was_a_mistake_is_taken_back_with_its_tip(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var done = await PayAsync(world, shop, new(CheckoutId.New(), visit, 11000, 0, 0, [new(shop.Mona, 700), new(shop.Sara, 300)]));
        var service = world.Get<CheckoutService>();

        Assert.Equal(PaymentErrors.NotAllowed, await service.VoidAsync(shop.Desk, done.Payments[0], "wrong visit", default));
        Assert.Equal(PaymentErrors.ReasonNeeded, await service.VoidAsync(shop.Owner, done.Payments[0], "", default));
        Assert.Null(await service.VoidAsync(shop.Owner, done.Payments[0], "wrong visit", default));
        Assert.Null(await service.VoidAsync(shop.Owner, done.Payments[0], "wrong visit", default));

        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.All(Enum.GetValues<Account>(), account => Assert.Equal(0, Balance(entries, account)));
        Assert.Equal(0, await shop.QueryAsync(read => read.TipShares.SumAsync(s => s.Minor)));
        Assert.Equal(10000, (await BillAsync(shop, visit)).Due.Minor);
    }

    [Theory, BothDatabases]
    public async Task What_goes_back_is_of_the_visit_first_and_of_the_tip_last(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        var done = await PayAsync(world, shop, new(CheckoutId.New(), visit, 0, 11000, 0, [new(shop.Mona, 1000)]));
        var payments = world.Get<PaymentService>();

        Assert.Null((await payments.RefundAsync(shop.Owner, done.Payments[0], 9900, "unhappy", "a", default)).Error);
        Assert.Equal((1000, 9900), (await TipsAsync(shop), (await BillAsync(shop, visit)).Due.Minor));
        Assert.Equal(1000, await ShownAsync());
        Assert.Null((await payments.RefundAsync(shop.Owner, done.Payments[0], 600, "unhappy", "b", default)).Error);
        Assert.Equal(500, await ShownAsync());

        async Task<long> ShownAsync() =>
            (await world.Get<DeskMoneyQueries>().CheckoutAsync(shop.Desk, visit, default)).TryGet(out var view, out _) ? view.Tips.Minor : -1;

        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.Equal((500, 500), (await TipsAsync(shop), -Balance(entries, Account.Tips)));
        Assert.Equal((500, 0), (Balance(entries, Account.Terminal), Balance(entries, Account.Deposits)));
    }

    [Theory, BothDatabases]
    public async Task Everything_paid_for_a_visit_that_took_place_is_earned_whatever_stood_on_its_bill(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        await DoneAsync(world.Get<BillService>().SellAsync(shop.Desk, visit, new(RowId.New(), "Oil", 1, 5000, null), default));
        var done = await PayAsync(world, shop, new(CheckoutId.New(), visit, 15000, 0, 0, []));
        var bookings = world.Get<BookingService>();
        Assert.Null((await bookings.StartAsync(shop.Desk, visit, default)).Error);
        Assert.Null((await bookings.CompleteAsync(shop.Desk, visit, default)).Error);

        await world.Get<Settlements>().ConfirmAsync(shop.Id, done.Payments[0], visit, default);

        var entries = await shop.QueryAsync(read => read.Ledger.AsNoTracking().ToListAsync());
        Assert.Equal((0, -15000), (Balance(entries, Account.Deposits), Balance(entries, Account.Revenue) + Balance(entries, Account.Vat)));
    }

    [Theory, BothDatabases]
    public async Task The_checkout_shows_what_was_taken_who_works_and_what_the_reader_may_do(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        await PayAsync(world, shop, new(CheckoutId.New(), visit, 4000, 0, 0, [new(shop.Mona, 500)]));
        await DoneAsync(world.Get<BillService>().SellAsync(shop.Desk, visit, new(RowId.New(), "Oil", 2, 5000, null), default));
        var queries = world.Get<DeskMoneyQueries>();

        Assert.True((await queries.CheckoutAsync(shop.Desk, visit, default)).TryGet(out var desk, out _));
        Assert.Equal(("Noura", true, 0, false), (desk.Customer, desk.IsOpen, desk.DiscountPercent, desk.MayVoid));
        Assert.Equal((shop.Mona, true), (desk.People[0].Id, desk.People[0].Works));
        Assert.Equal((4000, 500, 3500), (desk.Taken.Single().Amount.Minor, desk.Taken.Single().TipMinor, desk.Bill.Paid.Minor));
        Assert.True((await queries.CheckoutAsync(shop.Owner, visit, default)).TryGet(out var owner, out _));
        Assert.Equal((100, true), (owner.DiscountPercent, owner.Taken.Single().CanVoid));
        Assert.True((await queries.MenuAsync(shop.Desk, default)).TryGet(out var menu, out _));
        Assert.Equal(("Oil", 5000), (menu.Sold.Single().Name, menu.Sold.Single().Unit.Minor));
        Assert.Equal(2, menu.Services.Count);
    }

    [Theory, BothDatabases]
    public async Task Money_is_asked_for_only_while_some_is_due(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var (shop, visit) = await ArrivedAsync(world);
        async Task<bool> CanPayAsync(Actor actor) =>
            (await world.Get<CalendarQueries>().ReadAsync(actor, new(shop.Branch, null, 1), default)).TryGet(out var calendar, out _) && calendar.Visits.Single(v => v.Row.Id == visit).Row.CanPay;
        Assert.True(await CanPayAsync(shop.Desk));
        Assert.False(await CanPayAsync(new Actor(shop.Id, null, Role.Stylist, shop.Mona)));

        await PayAsync(world, shop, new(CheckoutId.New(), visit, 10500, 0, 0, [new(shop.Mona, 500)]));
        Assert.False(await CanPayAsync(shop.Desk));

        await DoneAsync(world.Get<BillService>().SellAsync(shop.Desk, visit, new(RowId.New(), "Oil", 1, 5000, null), default));
        Assert.True(await CanPayAsync(shop.Desk));
    }

    internal static async Task<(Shop Shop, BookingId Visit)> ArrivedAsync(SalonWorld world, int hour = 10)
    {
        var shop = await Shop.OpenAsync(world);
        return (shop, await ArrivedAsync(world, shop, Shop.At(hour)));
    }

    internal static async Task<BookingId> ArrivedAsync(SalonWorld world, Shop shop, Instant at)
    {
        Assert.True((await shop.BookAsync(at, shop.Haircut, shop.Mona)).TryGet(out var visit, out _));
        if (world.Clock.Now < at) world.Clock.Set(at);
        Assert.Null((await world.Get<BookingService>().ArriveAsync(shop.Desk, visit, default)).Error);
        return visit;
    }

    internal static async Task<CheckoutDone> PayAsync(SalonWorld world, Shop shop, CheckoutRequest request)
    {
        var paid = await world.Get<CheckoutService>().PayAsync(shop.Desk, request, default);
        Assert.Null(paid.Error);
        paid.TryGet(out var done, out _);
        return done!;
    }

    internal static long Balance(IReadOnlyList<LedgerEntry> entries, Account account) =>
        entries.Where(e => e.Debit == account).Sum(e => e.Amount.Minor) - entries.Where(e => e.Credit == account).Sum(e => e.Amount.Minor);

    private static Task<Bill> BillAsync(Shop shop, BookingId visit) => shop.QueryAsync(async read => (await Bill.ReadAsync(read, visit, default))!);

    private static Task<long> TipsAsync(Shop shop) => shop.QueryAsync(read => read.TipShares.SumAsync(s => s.Minor));

    private static async Task DoneAsync(Task<Result<Bill>> act) => Assert.Null((await act).Error);
}
