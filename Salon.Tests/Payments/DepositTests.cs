using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Waitlist;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Who asks for a deposit, and who may let it go.</summary>
public sealed class DepositTests
{
    private static readonly PhoneNumber OtherPhone = PhoneNumber.FromStored("+966500000888");

    [Theory, BothDatabases]
    public async Task A_deposit_is_let_go_by_whoever_may_with_a_reason_and_the_visit_keeps_its_time(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (shop, bookings) = (site.Shop, site.Get<BookingService>());
        var booking = await site.BookAsync(); // one of two people has this hour now
        Assert.True((await bookings.BookAsync(shop.Desk, shop.Request(Shop.At(14, day: 3)), new Customer(null, OtherPhone, "Huda", "ar"), default)).TryGet(out _, out _));

        Assert.Equal(BookingErrors.NotAllowed, (await bookings.WaiveDepositAsync(shop.Desk, booking, "a friend", default)).Error);
        Assert.Equal(BookingErrors.ReasonNeeded, (await bookings.WaiveDepositAsync(shop.Owner, booking, " ", default)).Error);
        Assert.Null((await bookings.WaiveDepositAsync(shop.Owner, booking, "a friend", default)).Error);

        site.Clock.Advance(Duration.FromHours(3)); // long after she should have paid
        Assert.Equal(BookingErrors.SlotTaken, (await shop.BookAsync(Shop.At(14, day: 3))).Error);
        var visit = await shop.ReadAsync(booking);
        Assert.Equal((BookingStatus.Confirmed, null), (visit.Status, visit.HoldExpiresAt));
        Assert.Equal("a friend", await shop.QueryAsync(q => q.BookingEvents.Where(e => e.BookingId == booking && e.To == BookingStatus.Confirmed).Select(e => e.Reason).SingleAsync()));
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_day_offers_to_let_a_deposit_go_to_those_who_may(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var booking = await site.BookAsync();

        Assert.False((await RowAsync(site, site.Shop.Desk, booking)).CanWaive);
        Assert.True((await RowAsync(site, site.Shop.Owner, booking)).CanWaive);
        Assert.Null((await site.Get<BookingService>().WaiveDepositAsync(site.Shop.Owner, booking, "a friend", default)).Error);
        Assert.False((await RowAsync(site, site.Shop.Owner, booking)).CanWaive);
    }

    [Theory, BothDatabases]
    public async Task A_visit_from_an_offer_of_the_waitlist_waits_for_its_deposit_as_any_other(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (shop, bookings) = (site.Shop, site.Get<BookingService>());
        var hour = Shop.At(14, day: 3);
        var taken = new List<BookingId>();
        foreach (var name in (string[])["Huda", "Amal"])
        {
            Assert.True((await bookings.BookAsync(shop.Desk, shop.Request(hour), new Customer(null, OtherPhone, name, "ar"), default)).TryGet(out var id, out _));
            taken.Add(id);
        }

        var day = new LocalDate(2026, 12, 10);
        var request = new WaitRequest(WaitId.New(), shop.Branch, [new(shop.Haircut)], new(day, day), 14 * 60, (14 * 60) + 15);
        Assert.Null((await site.Get<WaitlistService>().JoinAsync(shop.CustomerActor, request, shop.Her, default)).Error);
        await site.SettleAsync();
        Assert.Null((await bookings.CancelAsync(shop.Desk, taken[0], "ill", default)).Error);
        await site.SettleAsync();
        var offer = Assert.Single(await shop.QueryAsync(q => q.WaitlistOffers.AsNoTracking().ToListAsync()));

        Assert.Null(await site.Get<WaitlistService>().AcceptAsync(shop.CustomerActor, offer.BookingId, default));
        Assert.Equal(BookingStatus.Pending, (await shop.ReadAsync(offer.BookingId)).Status);
        Assert.Equal(new Money(5000, "SAR"), (await site.StartAsync(offer.BookingId)).Amount);

        site.Clock.Advance(Duration.FromHours(3)); // she never pays: the time is anybody's again
        await site.SettleAsync();
        Assert.True((await shop.BookAsync(hour)).TryGet(out _, out _));
    }

    private static async Task<DayRow> RowAsync(PaySite site, Actor actor, BookingId id)
    {
        Assert.True((await site.Get<BookingQueries>().DayAsync(actor, site.Shop.Branch, new LocalDate(2026, 12, 10), staff: null, default)).TryGet(out var view, out var refusal), refusal?.Code);
        return view.Rows.Single(row => row.Id == id);
    }
}
