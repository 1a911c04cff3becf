using System.Net;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>She has paid, and nobody tells us for days: her hold ran out long ago, or her hour is over, or there is no visit any more.</summary>
public sealed class LateNewsTests
{
    private const int Deposit = 5000;

    [Theory, Trait("Proves", "R-09")]
    [InlineData(Db.Sqlite, 25), InlineData(Db.Sqlite, 72), InlineData(Db.Postgres, 25), InlineData(Db.Postgres, 72)]
    public async Task News_that_come_days_late_still_count_and_the_visit_takes_its_time_again(Db db, int hours)
    {
        await using var late = await LateAsync(db, hours);

        Assert.Equal(BookingStatus.Confirmed, (await late.Site.Shop.ReadAsync(late.Booking)).Status);
        Assert.Equal((Deposit, 0), await late.MoneyAsync());
        Assert.Equal(late.Payment, Assert.Single(await late.Site.DocumentsAsync()).PaymentId);
    }

    [Theory, BothDatabases, Trait("Proves", "R-09")]
    public async Task News_of_a_visit_whose_hour_is_over_give_the_money_back(Db db)
    {
        await using var late = await LateAsync(db, 30 * 24);

        Assert.Equal(BookingStatus.Expired, (await late.Site.Shop.ReadAsync(late.Booking)).Status);
        await late.WentBackAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-09")]
    public async Task News_of_a_visit_whose_time_somebody_else_has_give_the_money_back(Db db)
    {
        await using var late = await LateAsync(db, 72, async site =>
        {
            foreach (var staff in (StaffId[])[site.Shop.Mona, site.Shop.Sara])
            {
                var request = site.Shop.Request(Shop.At(14, day: 5), staff: staff) with { Channel = BookingChannel.Desk };
                Assert.Null((await site.Get<BookingService>().BookAsync(site.Shop.Desk, request, site.Shop.Her, default)).Error);
            }
        });

        Assert.Equal(BookingStatus.Expired, (await late.Site.Shop.ReadAsync(late.Booking)).Status);
        await late.WentBackAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-09")]
    public async Task News_of_a_visit_that_was_cancelled_give_the_money_back(Db db)
    {
        await using var late = await LateAsync(db, 72, cancelled: true);

        Assert.Equal(BookingStatus.Cancelled, (await late.Site.Shop.ReadAsync(late.Booking)).Status);
        await late.WentBackAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-09")]
    public async Task News_for_a_salon_that_was_closed_meanwhile_give_the_money_back(Db db)
    {
        await using var late = await LateAsync(db, 72, async site =>
        {
            var platform = new Actor(site.Shop.Id, null, Role.PlatformAdmin);
            Assert.Null(await site.Get<PlatformService>().SuspendAsync(platform, site.Shop.Id, "unpaid", default));
        });

        Assert.Equal(BookingStatus.Expired, (await late.Site.Shop.ReadAsync(late.Booking)).Status);
        await late.WentBackAsync();
    }

    // Paid at the provider while nobody tells us; so many hours later the provider tells it, and again, as it does until somebody answers.
    private static async Task<Late> LateAsync(Db db, int hours, Func<PaySite, Task>? meanwhile = null, bool cancelled = false)
    {
        var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var booking = await site.BookAsync(day: 5);
        var checkout = await site.StartAsync(booking);
        var provider = site.PayAtProvider(checkout);
        var news = WebhookTests.News(site, "payment_paid", provider);
        if (cancelled) Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, booking, "plans", default)).Error);
        site.Clock.Advance(Duration.FromHours(hours));
        await site.RunAsync<SweepHoldsJob>();
        if (!cancelled) Assert.Equal(BookingStatus.Expired, (await site.Shop.ReadAsync(booking)).Status);
        if (meanwhile is not null) await meanwhile(site);

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await WebhookTests.PostAsync(site, news));
        await site.GiveBackAsync();
        return new Late(site, booking, checkout.Payment);
    }

    private sealed record Late(PaySite Site, BookingId Booking, PaymentId Payment) : IAsyncDisposable
    {
        public async Task<(long Taken, long Returned)> MoneyAsync() => PayingTests.Amounts(await Site.PaymentAsync(Payment));

        public async Task WentBackAsync()
        {
            Assert.Equal((Deposit, Deposit), await MoneyAsync());
            var documents = (await Site.DocumentsAsync()).Select(d => (d.Kind, d.Gross.Minor));
            Assert.Equal([(InvoiceKind.Deposit, (long)Deposit), (InvoiceKind.CreditNote, Deposit)], documents);
            var notices = await Site.QueryAsync(db => db.PaymentEvents.CountAsync(e => e.PaymentId == Payment && e.News == PaymentNews.CameTooLate));
            Assert.Equal(1, notices);
        }

        public async ValueTask DisposeAsync()
        {
            await Site.AgreesAsync();
            await Site.DisposeAsync();
        }
    }
}
