using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Catalog;
using Salon.Payments.Books;
using Salon.Payments.Rules;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.World;

namespace Salon.Tests.Payments;

/// <summary>Fees of services and of kinds of customers: agreed with the visit, and carried out as agreed.</summary>
public sealed class FeesTests
{
    private static readonly MoneyRules Half = new() { Deposit = Share.Percent(50) };

    [Theory, BothDatabases]
    public async Task A_services_own_fee_is_kept_as_it_was_agreed_whatever_the_menu_says_later(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, Half);
        await ChangeAsync(site, site.Shop, d => d with { Fees = new(Share.Percent(20), null) });
        var paid = await site.PaidAsync();
        await ChangeAsync(site, site.Shop, d => d with { Fees = new(Share.All, Share.None), FreeUntilHours = 0 });

        Assert.Equal(new Fees(2000, 5000), (await MoneyAsync(site, paid.Booking)).Later);
        site.Clock.Set(Shop.At(13, day: 3));
        var now = (await MoneyAsync(site, paid.Booking)).IfCancelledNow;
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, paid.Booking, null, default)).Error);
        await site.GiveBackAsync();

        await site.SettleAsync();
        var told = await site.QueryAsync(d => d.Messages.Where(m => m.BookingId == paid.Booking && m.Kind == Salon.Messaging.MessageKinds.Cancelled).Select(m => m.Text).SingleAsync());
        Assert.Contains("20 ر.س مما دُفع، والمبلغ 30 ر.س في طريقه إليك", told, StringComparison.Ordinal);
        Assert.Equal(new Settlement(2000, 3000, SettleReason.Late), now);
        Assert.Equal(now, await SettledAsync(site, paid.Booking)); // what the page said is what the job did
        Assert.Equal((5000, 3000), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Trusted_customers_pay_their_own_fee_from_the_visit_they_agree_to_as_such(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, Half with { TrustLadder = true, KeptVisits = 1, NoShows = 1, TrustedFees = new(Share.Percent(10), null), MissedFees = new(Share.Percent(80), null) });
        var before = await site.PaidAsync(16, day: 3);
        await site.VisitAsync((await site.PaidAsync(14, day: 2)).Booking);
        var trusted = await site.BookAsync(18, day: 3); // stands without a deposit; she pays all of it of her own accord
        site.PayAtProvider(await site.StartAsync(trusted));
        await site.ReturnAsync(trusted);

        site.Clock.Set(Shop.At(15, day: 3));
        foreach (var visit in (BookingId[])[before.Booking, trusted]) Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, visit, null, default)).Error);
        await site.GiveBackAsync();

        Assert.Equal(new Settlement(5000, 0, SettleReason.Late), await SettledAsync(site, before.Booking));
        Assert.Equal(new Settlement(1000, 9000, SettleReason.Trusted), await SettledAsync(site, trusted));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Who_missed_visits_pays_more_and_her_own_absence_does_not_count_twice(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, Half with { LateFee = Share.None, NoShowFee = Share.Percent(20), TrustLadder = true, NoShows = 1, MissedFees = new(Share.All, Share.All) });
        var first = await site.PaidAsync(12, day: 2);
        site.Clock.Set(Shop.At(12, 30, day: 2));
        Assert.Null((await site.Get<BookingService>().NoShowAsync(site.Shop.Owner, first.Booking, default)).Error);
        await site.SettleAsync();
        var second = await site.PaidAsync(12, day: 3);
        site.Clock.Set(Shop.At(11, day: 3));
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, second.Booking, null, default)).Error);
        await site.GiveBackAsync();

        Assert.Equal(new Settlement(2000, 3000, SettleReason.NoShow), await SettledAsync(site, first.Booking));
        Assert.Equal(new Settlement(10_000, 0, SettleReason.MissedVisits), await SettledAsync(site, second.Booking));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_salon_that_asks_for_nothing_and_keeps_nothing_gives_back_what_was_paid_of_ones_own_accord(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { LateFee = Share.None });
        var visit = await site.BookAsync();
        site.PayAtProvider(await site.StartAsync(visit));
        await site.ReturnAsync(visit);

        site.Clock.Set(Shop.At(13, day: 3));
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.CustomerActor, visit, null, default)).Error);
        await site.GiveBackAsync();

        Assert.Equal(new Settlement(0, 10_000, SettleReason.Late), await SettledAsync(site, visit));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_several_services_the_longest_free_limit_counts(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await ChangeAsync(world, shop, d => d with { FreeUntilHours = 2 });
        var alone = await BookAsync(world, shop, Shop.At(10, day: 3), shop.Haircut);
        var both = await BookAsync(world, shop, Shop.At(12, day: 3), shop.Haircut, shop.Colour);
        await ChangeAsync(world, shop, d => d with { FreeUntilHours = 48 });
        var longer = await BookAsync(world, shop, Shop.At(16, day: 3), shop.Haircut, shop.Colour);

        Assert.Equal(Shop.At(8, day: 3), alone.Policy.FreeUntil);
        Assert.Equal(Shop.At(0, day: 3), both.Policy.FreeUntil); // the salon's twelve hours, for the colour
        Assert.Equal(Shop.At(16, day: 1), longer.Policy.FreeUntil);
    }

    [Theory, BothDatabases]
    public async Task Other_services_bring_their_own_fees_and_the_same_ones_keep_those_agreed(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        await ChangeAsync(world, shop, d => d with { Fees = new(Share.Percent(20), null) });
        var visit = await BookAsync(world, shop, Shop.At(10, day: 3), shop.Haircut);
        await ChangeAsync(world, shop, d => d with { Fees = new(Share.Percent(30), null) });
        var bookings = world.Get<BookingService>();

        Assert.Null((await bookings.MoveAsync(shop.Desk, visit.Id, Shop.At(14, day: 3), null, default)).Error);
        Assert.Equal(Share.Percent(20), Assert.Single((await shop.ReadAsync(visit.Id)).Policy.Money!.OwnFees).Fees.Late);
        Assert.Null((await bookings.MoveAsync(shop.Desk, visit.Id, Shop.At(14, day: 3), [new(shop.Colour, null), new(shop.Haircut, null)], default)).Error);

        var changed = await shop.ReadAsync(visit.Id);
        var fees = Assert.Single(changed.Policy.Money!.OwnFees);
        Assert.Equal((shop.Haircut, 10_000, Share.Percent(30)), (fees.Service, fees.PriceMinor, fees.Fees.Late));
        Assert.Equal(3_000 + 20_000, CancelPolicy.Outlook(changed.Policy, changed.Price.Minor, changed.Price.Minor, VisitRecord.Unknown, firstTime: false).Late);
    }

    [Theory, BothDatabases]
    public async Task The_owner_sets_fees_of_kinds_of_customers_and_reads_at_the_field_what_is_wrong(Db db)
    {
        await using var world = await SalonWorld.StartAsync(db);
        var shop = await Shop.OpenAsync(world);
        var service = world.Get<MoneyRulesService>();
        Assert.True((await service.FindAsync(shop.Owner, default)).TryGet(out var settings, out _));
        var rules = settings.Rules with { TrustLadder = true, TrustedFees = new(Share.None, Share.Percent(50)), MissedFees = new(Share.All, null) };

        var wrong = await service.SetAsync(shop.Owner, rules with { TrustedFees = new(Share.Percent(101), null), MissedFees = new(null, Share.Amount(0)) }, settings.Version, default);
        Assert.Equal(["MissedNoShow", "TrustedLate"], wrong!.Fields.Keys.Order());
        Assert.Null(await service.SetAsync(shop.Owner, rules, settings.Version, default));

        Assert.True((await service.FindAsync(shop.Owner, default)).TryGet(out var saved, out _));
        Assert.Equal(rules, saved.Rules);
        var told = await shop.QueryAsync(read => read.AuditEntries.OrderBy(e => e.At).LastAsync());
        Assert.Equal(["Money.MissedFees", "Money.TrustLadder", "Money.TrustedFees"], told.Changes.Select(c => c.Field).Order(StringComparer.Ordinal));
    }

    private static async Task<BookingMoney> MoneyAsync(PaySite site, BookingId id)
    {
        Assert.True((await site.Get<PaymentQueries>().OfBookingAsync(site.Shop.CustomerActor, id, default)).TryGet(out var money, out var refusal), refusal?.Code);
        return money;
    }

    private static Task<Settlement> SettledAsync(PaySite site, BookingId id) =>
        site.QueryAsync(db => db.Settlements.Where(s => s.BookingId == id).Select(s => new Settlement(s.KeptMinor, s.RefundMinor, s.Reason)).SingleAsync());

    private static async Task<Booking> BookAsync(SalonWorld world, Shop shop, Instant at, params ServiceId[] services)
    {
        var request = new BookRequest(BookingId.New(), shop.Branch, at, [.. services.Select(s => new WantedLine(s, null))]);
        Assert.Null((await world.Get<BookingService>().BookAsync(shop.CustomerActor, request, shop.Her, default)).Error);
        return await shop.ReadAsync(request.Id);
    }

    // Of the haircut.
    private static async Task ChangeAsync(IWorld world, Shop shop, Func<ServiceDraft, ServiceDraft> change)
    {
        var menu = world.Get<MenuService>();
        Assert.True((await menu.FindAsync(shop.Owner, shop.Haircut, default)).TryGet(out var form, out _));
        Assert.Null(await menu.SaveAsync(shop.Owner, shop.Haircut, change(form.Draft), form.Version, default));
    }
}
