using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>Once the counter has the money, or the visit does not take place, nobody can pay on the page that is still open; what was paid in that moment counts.</summary>
public sealed class PageCloseTests
{
    [Theory, BothDatabases]
    public async Task Money_taken_at_the_counter_closes_the_open_page(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);

        await site.TakeAsync(booking, 10000);
        await site.SettleAsync();

        Assert.Equal("canceled", StatusOf(site, checkout));
        Assert.Equal(PaymentStatus.Lapsed, (await site.PaymentAsync(checkout.Payment)).Status);
        Assert.True(await site.QueryAsync(d => d.PaymentEvents.AnyAsync(e => e.PaymentId == checkout.Payment && e.News == PaymentNews.PageClosed)));
        Assert.Null(site.Bank.Charge("shop", Guid.NewGuid().ToString(), 5000, "SAR", MoyasarCards.Good, "Sara Ali", false, [], PaySite.Back.AbsoluteUri, PageOf(checkout), true, "http://bank"));
        Assert.Equal(PaymentErrors.NothingDue, (await site.Get<PaymentService>().StartAsync(site.Shop.CustomerActor, booking, PaySite.Back, default)).Error);
        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(booking)).Status);
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_part_taken_at_the_counter_leaves_a_page_for_no_more_than_the_rest(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = (await site.PaidAsync()).Booking;
        var tooMuch = await site.StartAsync(booking);
        await site.TakeAsync(booking, 2000);
        await site.SettleAsync();
        var rest = await site.StartAsync(booking);
        await site.TakeAsync(booking, 0, tip: 500);
        await site.SettleAsync();

        Assert.Equal(("canceled", "initiated"), (StatusOf(site, tooMuch), StatusOf(site, rest)));
        Assert.Equal((5000, 3000), (tooMuch.Amount.Minor, rest.Amount.Minor));
    }

    [Theory, BothDatabases]
    public async Task A_cancelled_visit_closes_its_page(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);

        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, null, default)).Error);
        await site.SettleAsync();

        Assert.Equal("canceled", StatusOf(site, checkout));
        Assert.Equal(PaymentStatus.Lapsed, (await site.PaymentAsync(checkout.Payment)).Status);
    }

    [Theory, BothDatabases]
    public async Task A_page_that_could_not_be_closed_is_closed_later_whether_or_not_it_had_been(Db db)
    {
        foreach (var fault in (MoyasarFault[])[MoyasarFault.ErrorBefore, MoyasarFault.ErrorAfter, MoyasarFault.TooManyRequests])
        {
            await using var site = await PaySite.OpenAsync(db);
            var booking = await site.BookAsync();
            var checkout = await site.StartAsync(booking);
            site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(fault, Times: 1, Only: "cancel"));

            await site.TakeAsync(booking, 10000);
            await site.SettleAsync();
            Assert.Equal(PaymentStatus.Open, (await site.PaymentAsync(checkout.Payment)).Status);
            site.Clock.Advance(Duration.FromMinutes(1));

            await Eventually.TrueAsync(async () => (await site.PaymentAsync(checkout.Payment)).Status == PaymentStatus.Lapsed);
            Assert.Equal("canceled", StatusOf(site, checkout));
        }
    }

    [Theory, BothDatabases]
    public async Task Whoever_had_paid_in_that_moment_has_paid_and_it_is_told_that_it_is_too_much(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);
        site.PayAtProvider(checkout); // nobody has told us yet

        await site.TakeAsync(booking, 10000);
        await site.SettleAsync();

        Assert.Equal("paid", StatusOf(site, checkout));
        await CountsAsync(site, checkout);
    }

    [Theory, BothDatabases]
    public async Task Whoever_was_at_her_bank_when_the_page_closed_is_waited_for(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);
        var id = Guid.NewGuid().ToString();
        site.Bank.Charge("shop", id, checkout.Amount.Minor, "SAR", MoyasarCards.Good, "Sara Ali", false, [], PaySite.Back.AbsoluteUri, PageOf(checkout), true, "http://bank");

        await site.TakeAsync(booking, 10000);
        await site.SettleAsync();
        Assert.Equal(("canceled", PaymentStatus.Open), (StatusOf(site, checkout), (await site.PaymentAsync(checkout.Payment)).Status));
        site.Bank.Authenticate("shop", id, success: true);
        site.Clock.Advance(Duration.FromMinutes(2));

        await Eventually.TrueAsync(async () => (await site.PaymentAsync(checkout.Payment)).Status == PaymentStatus.Paid);
        await CountsAsync(site, checkout);
    }

    [Theory, BothDatabases]
    public async Task Whoever_gives_up_at_her_bank_leaves_nothing_open(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);
        site.Bank.Charge("shop", Guid.NewGuid().ToString(), checkout.Amount.Minor, "SAR", MoyasarCards.Good, "Sara Ali", false, [], PaySite.Back.AbsoluteUri, PageOf(checkout), true, "http://bank");
        await site.TakeAsync(booking, 10000);
        await site.SettleAsync();

        site.Clock.Advance(Duration.FromMinutes(11));

        await Eventually.TrueAsync(async () => (await site.PaymentAsync(checkout.Payment)).Status == PaymentStatus.Lapsed);
    }

    [Theory, BothDatabases]
    public async Task The_counter_and_the_page_that_is_being_opened_never_leave_a_page_for_money_that_is_there(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        for (var hour = 11; hour < 17; hour++)
        {
            var booking = await site.BookAsync(hour);
            await Task.WhenAll(Task.Run(() => site.Get<PaymentService>().StartAsync(site.Shop.CustomerActor, booking, PaySite.Back, default)), Task.Run(() => site.TakeAsync(booking, 10000)));
        }

        await site.SettleAsync();
        site.Clock.Advance(Duration.FromMinutes(3));
        await Eventually.TrueAsync(async () => !await site.QueryAsync(d => d.Payments.AnyAsync(p => p.Status == PaymentStatus.Open)));
        Assert.All(site.Store.List("invoice", "shop"), page => Assert.Equal("canceled", MoyasarShapes.Text(page["status"])));
    }

    private static async Task CountsAsync(PaySite site, Checkout checkout)
    {
        await site.SettleAsync();
        Assert.Equal((5000, 0), PayingTests.Amounts(await site.PaymentAsync(checkout.Payment)));
        var item = await site.QueryAsync(d => d.WorkItems.Select(w => new { w.Kind, w.PaymentId, w.ExpectedMinor, w.FoundMinor }).SingleAsync());
        Assert.Equal((WorkKind.PaidTooMuch, checkout.Payment, 10000, 15000), (item.Kind, item.PaymentId, item.ExpectedMinor, item.FoundMinor));
        await site.AgreesAsync();
    }

    private static string PageOf(Checkout checkout) => checkout.Url![(checkout.Url!.LastIndexOf('/') + 1)..];

    private static string StatusOf(PaySite site, Checkout checkout) =>
        MoyasarShapes.Text(site.Get<MoyasarSandbox>().WithPayments("shop", site.Store.Find("invoice", "shop", PageOf(checkout))!)["status"]);
}
