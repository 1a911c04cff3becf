using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Tenancy;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>From the deposit that is asked for to the visit that stands, and back.</summary>
public sealed class PayingTests
{
    [Theory, BothDatabases]
    public async Task A_visit_with_a_deposit_waits_for_its_money_and_stands_once_the_provider_says_it_came(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        Assert.Equal(BookingStatus.Pending, (await site.Shop.ReadAsync(booking)).Status);

        var checkout = await site.StartAsync(booking);
        Assert.Equal(new Money(5000, "SAR"), checkout.Amount);
        Assert.Equal(checkout, await site.StartAsync(booking)); // a double click
        Assert.Equal(PaymentStatus.Open, (await site.ReturnAsync(booking)).Status); // being back proves nothing
        Assert.Equal(BookingStatus.Pending, (await site.Shop.ReadAsync(booking)).Status);

        site.PayAtProvider(checkout);
        Assert.Equal(PaymentStatus.Paid, (await site.ReturnAsync(booking)).Status);
        var visit = await site.Shop.ReadAsync(booking);
        Assert.Equal((BookingStatus.Confirmed, null), (visit.Status, visit.HoldExpiresAt));
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_customer_who_never_comes_back_has_her_visit_by_the_webhook_alone(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        site.PayAtProvider(await site.StartAsync(booking));

        await Eventually.TrueAsync(async () => (await site.Shop.ReadAsync(booking)).Status == BookingStatus.Confirmed);
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_declined_card_is_followed_by_another_on_the_same_page(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();
        var checkout = await site.StartAsync(booking);

        site.PayAtProvider(checkout, MoyasarCards.NoFunds);
        Assert.Equal(PaymentStatus.Open, (await site.ReturnAsync(booking)).Status);
        site.PayAtProvider(checkout);

        Assert.Equal(PaymentStatus.Paid, (await site.ReturnAsync(booking)).Status);
        await site.SettleAsync();
        Assert.Equal(1, await site.QueryAsync(d => d.PaymentEvents.CountAsync(e => e.News == PaymentNews.Declined)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Cancelling_in_time_gives_everything_back_and_cancelling_late_keeps_the_deposit(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var early = await site.PaidAsync(14);
        var late = await site.PaidAsync(16);

        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, early.Booking, null, default);
        await site.SettleAsync();
        site.Clock.Set(Shop.At(15, day: 3));
        await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, late.Booking, null, default);
        await site.SettleAsync();

        Assert.Equal((5000, 5000), Amounts(await site.PaymentAsync(early.Payment)));
        Assert.Equal((5000, 0), Amounts(await site.PaymentAsync(late.Payment)));
        Assert.Equal(SettleReason.Late, await site.QueryAsync(d => d.Settlements.Where(s => s.BookingId == late.Booking).Select(s => s.Reason).SingleAsync()));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task At_the_desk_the_policy_counts_when_she_asks_and_not_when_the_salon_cancels(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (asked, ours) = (await site.PaidAsync(14), await site.PaidAsync(16));
        site.Clock.Set(Shop.At(13, day: 3)); // late for both
        var bookings = site.Get<BookingService>();

        Assert.Null((await bookings.CancelAsync(site.Shop.Desk, asked.Booking, "she phoned", default, forHer: true)).Error);
        Assert.Null((await bookings.CancelAsync(site.Shop.Desk, ours.Booking, "burst pipe", default)).Error);
        await site.SettleAsync();

        Assert.Equal((5000, 0), Amounts(await site.PaymentAsync(asked.Payment)));
        Assert.Equal((5000, 5000), Amounts(await site.PaymentAsync(ours.Payment)));
        Assert.Equal([SettleReason.Late, SettleReason.BySalon], await site.QueryAsync(d => d.Settlements.OrderByDescending(s => s.KeptMinor).Select(s => s.Reason).ToListAsync()));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases, Trait("Proves", "R-03")]
    public async Task Money_that_comes_when_the_time_is_gone_takes_it_again_if_it_is_free_and_goes_back_if_not(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var free = await site.BookAsync(14);
        var lost = await site.BookAsync(16);
        var (toFree, toLost) = (await site.StartAsync(free), await site.StartAsync(lost));

        site.Clock.Advance(Duration.FromMinutes(30));
        await site.Get<BookingService>().SweepAsync(site.Database, Actor.System(site.Shop.Id), site.Clock.Now);
        Assert.Equal(BookingStatus.Expired, (await site.Shop.ReadAsync(free)).Status);
        foreach (var staff in (StaffId[])[site.Shop.Mona, site.Shop.Sara])
            Assert.Null((await site.Get<BookingService>().BookAsync(site.Shop.Desk, site.Shop.Request(Shop.At(16, day: 3), staff: staff) with { Channel = BookingChannel.Desk }, site.Shop.Her, default)).Error);
        site.PayAtProvider(toFree);
        site.PayAtProvider(toLost);
        await site.ReturnAsync(free);
        await site.ReturnAsync(lost);
        await site.SettleAsync();

        Assert.Equal(BookingStatus.Confirmed, (await site.Shop.ReadAsync(free)).Status);
        Assert.Equal(BookingStatus.Expired, (await site.Shop.ReadAsync(lost)).Status);
        Assert.Equal((5000, 5000), Amounts(await site.PaymentAsync(toLost.Payment)));
        Assert.True(await site.QueryAsync(d => d.PaymentEvents.AnyAsync(e => e.PaymentId == toLost.Payment && e.News == PaymentNews.CameTooLate)));
        await site.AgreesAsync();
    }

    internal static (long, long) Amounts(Payment payment) => (payment.CapturedMinor, payment.RefundedMinor);
}
