using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>Deposits that a bank only keeps for the salon: as good as paid for the visit, taken when it takes place, let go when the policy says so.</summary>
public sealed class PromiseTests
{
    [Theory, BothDatabases]
    public async Task A_promise_lets_the_visit_stand_and_is_taken_when_it_took_place(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, promise) = await PromisedAsync(site);
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);
        Assert.Equal((0L, 5000L), await MoneyAsync(site, booking));

        await CompleteAsync(site, booking);

        Assert.Equal((PaymentStatus.Paid, 5000L), await StateAsync(site, promise));
        await site.AgreesAsync();
        Assert.True(await site.QueryAsync(d => d.Ledger.AnyAsync(e => e.Cause == Settlements.EarnedBy(promise)))); // the salon's now
    }

    [Theory, BothDatabases]
    public async Task What_the_counter_took_another_way_lets_the_promise_go(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, promise) = await PromisedAsync(site);
        site.Clock.Set(Shop.At(14, day: 3));
        await site.TakeAsync(booking, 10_000);
        await CompleteAsync(site, booking);

        Assert.Equal((PaymentStatus.Voided, 0L), await StateAsync(site, promise));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Cancelled_in_time_it_is_let_go_and_late_its_fee_is_taken(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), LateFee = Share.Percent(30) });
        var early = await PromisedAsync(site, 14);
        var late = await PromisedAsync(site, 16);

        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, early.Booking, null, default);
        await site.SettleAsync();
        site.Clock.Set(Shop.At(15, day: 3));
        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, late.Booking, null, default);
        await site.SettleAsync();

        Assert.Equal((PaymentStatus.Voided, 0L), await StateAsync(site, early.Payment));
        Assert.Equal((PaymentStatus.Paid, 3000L), await StateAsync(site, late.Payment)); // 30 % of 100
        Assert.Equal((SettleReason.Late, 3000L), await site.QueryAsync(async d => (await d.Settlements.SingleAsync(s => s.BookingId == late.Booking)) is var s ? (s.Reason, s.KeptMinor) : default));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_first_fee_is_forgiven_once_also_of_a_promise(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), Grace = true });
        var first = await PromisedAsync(site, 14);
        var second = await PromisedAsync(site, 16);
        site.Clock.Set(Shop.At(13, day: 3));
        foreach (var (booking, _) in (List<(BookingId, PaymentId)>)[first, second])
        {
            await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, null, default);
            await site.SettleAsync();
        }

        Assert.Equal((PaymentStatus.Voided, 0L), await StateAsync(site, first.Payment));
        Assert.Equal((PaymentStatus.Paid, 5000L), await StateAsync(site, second.Payment));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_provider_that_is_down_when_the_visit_is_cancelled_is_asked_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, promise) = await PromisedAsync(site);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorBefore, Times: 2, Only: "void"));

        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, null, default);
        await Eventually.TrueAsync(async () =>
        {
            site.Clock.Advance(Duration.FromSeconds(30));
            return await StateAsync(site, promise) == (PaymentStatus.Voided, 0L);
        });
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_promise_that_comes_when_the_time_is_gone_is_let_go(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync(16);
        var started = await site.StartAsync(booking);
        site.Clock.Advance(Duration.FromMinutes(30));
        await site.Get<BookingService>().SweepAsync(site.Database, Actor.System(site.Shop.Id), site.Clock.Now);
        foreach (var staff in (StaffId[])[site.Shop.Mona, site.Shop.Sara])
            Assert.Null((await site.Get<BookingService>().BookAsync(site.Shop.Desk, site.Shop.Request(Shop.At(16, day: 3), staff: staff) with { Channel = BookingChannel.Desk }, site.Shop.Her, default)).Error);

        site.PayAtProvider(started, manual: true);
        await site.ReturnAsync(booking);
        await site.SettleAsync();

        Assert.Equal((PaymentStatus.Voided, 0L), await StateAsync(site, started.Payment));
        Assert.Equal(BookingStatus.Expired, (await site.Shop.ReadAsync(booking)).Status);
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_promise_that_gets_old_is_taken_before_the_bank_lets_go_of_it(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (_, promise) = await PromisedAsync(site, day: 14);
        await AgeAsync(site, Duration.FromDays(9));
        Assert.Equal((PaymentStatus.Authorized, 0L), await StateAsync(site, promise));

        await AgeAsync(site, Duration.FromDays(1));

        Assert.Equal((PaymentStatus.Paid, 5000L), await StateAsync(site, promise));
        await site.SettleAsync();
        await site.AgreesAsync();
        Assert.Empty(await NotedAsync(site));
    }

    [Theory, BothDatabases]
    public async Task An_old_promise_that_the_provider_will_not_take_is_for_somebody_to_see_to(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (_, promise) = await PromisedAsync(site, day: 14);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorsAsText, Only: "capture"));

        await AgeAsync(site, Duration.FromDays(10));
        await AgeAsync(site, Duration.FromHours(6));

        Assert.Equal((PaymentStatus.Authorized, 0L), await StateAsync(site, promise));
        var item = Assert.Single(await NotedAsync(site));
        Assert.Equal((promise, 5000L, 2), (item.PaymentId, item.ExpectedMinor, item.Times));
    }

    [Theory, BothDatabases]
    public async Task What_could_not_be_let_go_when_she_cancelled_is_noted_and_never_taken_for_its_age(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, promise) = await PromisedAsync(site, day: 14);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorsAsText, Only: "void"));
        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, null, default);
        await Eventually.TrueAsync(async () => (await NotedAsync(site)).Count == 1);

        await AgeAsync(site, Duration.FromDays(10));

        Assert.Equal((PaymentStatus.Authorized, 0L), await StateAsync(site, promise));
        Assert.Equal(promise, Assert.Single(await NotedAsync(site)).PaymentId);
    }

    [Theory, BothDatabases]
    public async Task The_counter_sees_what_is_held_and_takes_it(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (booking, promise) = await PromisedAsync(site);
        site.Clock.Set(Shop.At(14, day: 3));
        Assert.Equal([new PromisedView(promise, new Money(5000, "SAR"))], await HeldAsync(site, booking));

        Assert.Null((await site.Get<PaymentService>().CaptureAsync(site.Shop.Desk, promise, null, "she is here", default)).Error);

        Assert.Equal((PaymentStatus.Paid, 5000L), await StateAsync(site, promise));
        Assert.Empty(await HeldAsync(site, booking));
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_card_form_holds_what_is_near_and_charges_what_is_far(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), HoldsDeposit = true });
        Assert.Null(await site.Get<PaymentAccounts>().TakeCardsAsync(site.Shop.Owner, "pk_test_sandbox_shop", default));
        foreach (var (day, holds) in (List<(int, bool)>)[(3, true), (14, false)])
        {
            var booking = await site.BookAsync(14, day);
            await site.StartAsync(booking);
            Assert.Equal(holds, (await site.Get<PaymentService>().CardFormAsync(site.Shop.CustomerActor, booking, default))!.Manual);
        }
    }

    private static async Task<(BookingId Booking, PaymentId Payment)> PromisedAsync(PaySite site, int hour = 14, int day = 3)
    {
        var booking = await site.BookAsync(hour, day);
        Assert.True((await site.Get<PaymentService>().ChargeAsync(site.Shop.CustomerActor, booking, $"token_{MoyasarCards.Frictionless}", manual: true, PaySite.Back, default)).TryGet(out var checkout, out _));
        Assert.Equal(PaymentStatus.Authorized, (await site.PaymentAsync(checkout.Payment)).Status);
        await site.SettleAsync();
        return (booking, checkout.Payment);
    }

    private static async Task AgeAsync(PaySite site, Duration by)
    {
        site.Clock.Advance(by);
        await site.RunAsync<FollowPaymentsJob>();
    }

    private static Task<List<WorkItem>> NotedAsync(PaySite site) => site.QueryAsync(d => d.WorkItems.Where(w => w.Kind == WorkKind.AuthorizationAging).AsNoTracking().ToListAsync());

    private static async Task<IReadOnlyList<PromisedView>> HeldAsync(PaySite site, BookingId booking)
    {
        Assert.True((await site.Get<DeskMoneyQueries>().CheckoutAsync(site.Shop.Desk, booking, default)).TryGet(out var view, out _));
        return view.Promised;
    }

    private static async Task CompleteAsync(PaySite site, BookingId booking)
    {
        site.Clock.Set(Shop.At(14, day: 3));
        await site.VisitAsync(booking);
        await site.SettleAsync();
    }

    private static async Task<(PaymentStatus, long)> StateAsync(PaySite site, PaymentId id) => (await site.PaymentAsync(id)) is var p ? (p.Status, p.CapturedMinor - p.RefundedMinor) : default;

    private static async Task<(long Paid, long Promised)> MoneyAsync(PaySite site, BookingId id)
    {
        Assert.True((await site.Get<PaymentQueries>().OfBookingAsync(site.Shop.CustomerActor, id, default)).TryGet(out var money, out _));
        return (money.Paid.Minor, money.Promised.Minor);
    }
}
