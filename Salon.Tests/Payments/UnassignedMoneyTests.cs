using Microsoft.EntityFrameworkCore;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>Money that came through the provider for no visit stands in the salon's books, so that its payouts are whole.</summary>
public sealed class UnassignedMoneyTests
{
    [Theory, BothDatabases]
    public async Task Money_for_no_visit_stands_in_the_payouts_with_its_fee_until_it_goes_back(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (kept, _) = await UnknownPaymentTests.StrangeAsync(site, 4200);
        var (back, _) = await UnknownPaymentTests.StrangeAsync(site, 3000);

        Assert.Null(await site.Get<UnknownPayments>().DismissAsync(site.Shop.Owner, kept, "the owner's other shop", default));
        Assert.Null(await site.Get<UnknownPayments>().GiveBackAsync(site.Shop.Owner, back, "by mistake", default));
        await site.SettleAsync();

        var today = site.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["Asia/Riyadh"]).Date;
        Assert.True((await site.Get<MoneyReports>().PayoutsAsync(site.Shop.Owner, new(today, today), default)).TryGet(out var payouts, out _));
        var day = Assert.Single(payouts.Days);
        Assert.Equal((7200L, 3000L, MoyasarShapes.Fee(4200) + MoyasarShapes.Fee(3000)), (day.Taken, day.Back, day.Fees));
        Assert.Equal((4200L, 0L, 0L), (await site.BalanceAsync(Account.Unassigned), await site.BalanceAsync(Account.Revenue), await site.BalanceAsync(Account.Deposits)));
    }

    [Theory, BothDatabases]
    public async Task What_was_undone_before_it_was_settled_stands_in_no_book(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (item, theirs) = await UnknownPaymentTests.StrangeAsync(site, 4200);
        site.Bank.Void("shop", theirs);

        Assert.Null(await site.Get<UnknownPayments>().GiveBackAsync(site.Shop.Owner, item, "by mistake", default));

        Assert.True(await site.QueryAsync(d => d.WorkItems.AnyAsync(w => w.Id == item && w.ClosedAt != null)));
        Assert.Empty(await site.QueryAsync(d => d.Ledger.ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task What_goes_back_past_us_after_it_was_said_to_be_none_of_ours_is_a_difference(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (item, theirs) = await UnknownPaymentTests.StrangeAsync(site, 4200);
        Assert.Null(await site.Get<UnknownPayments>().DismissAsync(site.Shop.Owner, item, "the owner's other shop", default));

        site.Bank.Refund("shop", theirs, 1200);
        await UnknownPaymentTests.CompareAsync(site);
        await UnknownPaymentTests.CompareAsync(site);

        var found = await site.QueryAsync(d => d.WorkItems.AsNoTracking().SingleAsync(w => w.ClosedAt == null));
        Assert.Equal((WorkKind.Contradiction, theirs, 4200L, 3000L), (found.Kind, found.ProviderId, found.ExpectedMinor, found.FoundMinor));

        var (undone, voided) = await UnknownPaymentTests.StrangeAsync(site, 2500);
        Assert.Null(await site.Get<UnknownPayments>().DismissAsync(site.Shop.Owner, undone, "the owner's other shop", default));
        site.Bank.Void("shop", voided);
        await UnknownPaymentTests.CompareAsync(site);
        Assert.Equal<(long?, long?)>((2500, 0), await site.QueryAsync(async d => (await d.WorkItems.SingleAsync(w => w.ClosedAt == null && w.ProviderId == voided)) is var w ? (w.ExpectedMinor, w.FoundMinor) : default));
    }
}
