using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>The provider fails before or after it did what it was asked: one page, one charge, one refund all the same.</summary>
public sealed class FaultTests
{
    [Theory, BothDatabases]
    public async Task A_page_whose_making_was_not_answered_is_found_and_not_made_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "create-invoice"));

        var first = await site.Get<PaymentService>().StartAsync(site.Shop.CustomerActor, booking, PaySite.Back, default);
        Assert.Equal(PaymentErrors.TryAgain, first.Error);
        var checkout = await site.StartAsync(booking);

        Assert.NotNull(checkout.Url);
        Assert.Single(site.Store.List("invoice", "shop"));
        Assert.Equal(1, await site.QueryAsync(d => d.Payments.CountAsync()));
    }

    [Theory, BothDatabases, Trait("Proves", "R-13"), Trait("Proves", "S-28")]
    public async Task A_refund_whose_answer_was_lost_is_not_given_twice(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "refund", Silent: true));

        await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, 2000, "kindness", "one", default);
        await site.GiveBackAsync();

        Assert.Equal((5000, 2000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-13"), Trait("Proves", "S-28")]
    public async Task What_was_read_before_the_last_request_had_its_time_gives_no_refund_a_second_time(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (paid, refund) = await AskedInVainAsync(site);

        // This one has read that nothing went back, and then stands still while another gives it back without hearing of it.
        var slow = Runner(site, async () =>
        {
            site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "refund", Silent: true));
            await Runner(site, () => Task.CompletedTask).RunAsync(site.Shop.Id, refund, default);
            site.Clock.Advance(Duration.FromMinutes(3));
        });
        await slow.RunAsync(site.Shop.Id, refund, default);
        await site.GiveBackAsync();

        Assert.Equal((5000, 2000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-13")]
    public async Task A_program_that_stood_still_between_looking_and_asking_looks_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (paid, refund) = await AskedInVainAsync(site);

        await Runner(site, () =>
        {
            site.Clock.Advance(Duration.FromMinutes(3));
            return Task.CompletedTask;
        }).RunAsync(site.Shop.Id, refund, default);

        Assert.Equal((5000, 0), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.GiveBackAsync();
        Assert.Equal((5000, 2000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    /// <summary>
    /// A refund that was asked for once, three minutes ago, and not done. Until the test has acted the outbox leaves it alone: no clock may jump while its
    /// request is under way.
    /// </summary>
    private static async Task<((BookingId Booking, PaymentId Payment, string ProviderId) Paid, RefundId Refund)> AskedInVainAsync(PaySite site)
    {
        var paid = await site.PaidAsync();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorBefore, Times: 1, Only: "refund", Silent: true));
        await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, 2000, "kindness", "one", default);
        await site.SettleAsync();
        var refund = await site.QueryAsync(d => d.Refunds.Select(r => r.Id).SingleAsync());
        await using (var writing = await site.Database.OpenForWriteAsync(site.Shop.Id, default))
        {
            var asked = await writing.Outbox.SingleAsync(m => m.Name == RefundRequested.Name && m.DoneAt == null);
            asked.Postpone("", site.Clock.Now + Duration.FromMinutes(10), "the test has it", counts: false);
            Assert.Null(await writing.CommitAsync(default));
        }

        site.Clock.Advance(Duration.FromMinutes(3));
        return (paid, refund);
    }

    private static RefundRunner Runner(PaySite site, Func<Task> afterReading) => new(
        site.Database, StallingGateway.Before(site.Get<IPaymentGateway>(), afterReading), site.Get<PaymentAccounts>(), site.Get<PaymentRecorder>(), site.Get<TimeProvider>());

    [Theory, BothDatabases]
    public async Task A_refund_that_was_not_done_is_asked_for_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorBefore, Only: "refund", Silent: true, PartialStaysPaid: true, Sparse: true));

        await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, paid.Payment, 2000, "kindness", "one", default);
        Assert.Equal((5000, 0), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true, PartialStaysPaid: true, Sparse: true));
        await site.GiveBackAsync();

        Assert.Equal((5000, 2000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "S-28")]
    public async Task A_repeated_refund_goes_back_once_and_never_more_than_was_paid(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        var payments = site.Get<PaymentService>();

        for (var i = 0; i < 3; i++) Assert.Null((await payments.RefundAsync(site.Shop.Owner, paid.Payment, 2000, "kindness", "one", default)).Error);
        Assert.Equal(PaymentErrors.TooMuch, (await payments.RefundAsync(site.Shop.Owner, paid.Payment, 3001, "kindness", "two", default)).Error);
        Assert.Equal(PaymentErrors.NotAllowed, (await payments.RefundAsync(site.Shop.Desk, paid.Payment, 100, "kindness", "three", default)).Error);
        Assert.Equal(PaymentErrors.ReasonNeeded, (await payments.RefundAsync(site.Shop.Owner, paid.Payment, 100, " ", "four", default)).Error);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => payments.RefundAsync(site.Shop.Owner, paid.Payment, 1000, "race", $"r{i}", default)));
        await site.GiveBackAsync();

        Assert.Equal((5000, 5000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task What_was_done_in_the_providers_own_office_is_found_by_the_daily_comparison(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        site.Bank.Refund("shop", paid.ProviderId, 1500);
        site.Bank.Charge("shop", Guid.NewGuid().ToString(), 700, "SAR", MoyasarCards.Frictionless, "Sara Ali", false, [], null, null, false, "http://bank");

        Assert.Equal(2, await site.Get<ReconcileService>().CompareAsync(site.Shop.Id, default));

        Assert.Equal((5000, 1500), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        var kinds = await site.QueryAsync(d => d.WorkItems.OrderBy(w => w.Kind).Select(w => w.Kind).ToListAsync());
        Assert.Equal([WorkKind.UnknownPayment, WorkKind.RefundedOutside], kinds);
    }

    [Theory, BothDatabases]
    public async Task A_coupon_of_the_bank_is_believed_and_any_other_amount_is_not(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Coupon: 500, Silent: true));
        var booking = await site.BookAsync();
        site.PayAtProvider(await site.StartAsync(booking));
        await site.ReturnAsync(booking);

        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);

        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var other = await site.BookAsync(16);
        var checkout = await site.StartAsync(other);
        site.PayAtProvider(checkout with { Amount = new Money(4000, "SAR") });
        await site.ReturnAsync(other);

        Assert.Equal(BookingStatus.Pending, (await site.Shop.ReadAsync(other)).Status);
        Assert.Equal(1, await site.QueryAsync(d => d.WorkItems.CountAsync(w => w.Kind == WorkKind.AmountDiffers)));
    }

    [Theory, BothDatabases]
    public async Task The_ledger_is_only_added_to(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        await site.PaidAsync();
        await using var writing = await site.Database.OpenForWriteAsync(site.Shop.Id, default);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => writing.Ledger.ExecuteUpdateAsync(set => set.SetProperty(e => e.Line, 7)));
    }
}
