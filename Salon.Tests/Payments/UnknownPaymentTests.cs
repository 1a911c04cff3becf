using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>The provider has a payment nobody asked for: somebody says whose visit it pays, gives it back, or says that it is none of the salon's; once.</summary>
public sealed class UnknownPaymentTests
{
    [Theory, BothDatabases]
    public async Task A_payment_that_is_linked_to_a_visit_counts_as_every_other_one_and_is_never_a_difference_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, tax: TaxScheme.Phase1);
        var paid = await site.PaidAsync();
        var (item, theirs) = await StrangeAsync(site, 5000);

        var payment = await LinkAsync(site, item, paid.Booking);
        Assert.Equal(payment, await LinkAsync(site, item, paid.Booking)); // the same click, arriving twice
        await site.SettleAsync();

        var seen = await site.PaymentAsync(payment);
        Assert.Equal((PaymentStatus.Paid, PaymentPurpose.Visit, 5000, MoyasarShapes.Fee(5000)), (seen.Status, seen.Purpose, seen.CapturedMinor, seen.FeeMinor));
        Assert.Equal(0, (await BillAsync(site, paid.Booking)).Due.Minor);
        var events = await site.QueryAsync(d => d.PaymentEvents.Where(e => e.PaymentId == payment).OrderBy(e => e.News).Select(e => new { e.News, e.From, e.Words, e.Reference }).ToListAsync());
        Assert.Equal([PaymentNews.Paid, PaymentNews.Confirmed, PaymentNews.Linked], events.Select(e => e.News));
        Assert.Equal((NewsFrom.Person, "her second half", theirs), (events[2].From, events[2].Words, events[2].Reference));
        Assert.Contains(await site.DocumentsAsync(), d => d.Key == ReceiptBook.KeyOf(payment));
        Assert.Contains(await site.QueryAsync(d => d.AuditEntries.Select(e => e.SubjectId).ToListAsync()), id => id == item.Value);
        await site.AgreesAsync();

        await CompareAsync(site);
        Assert.Equal(0, await site.Get<PaymentQueries>().DifferencesAsync(site.Shop.Owner, default));

        Assert.Null((await site.Get<PaymentService>().RefundAsync(site.Shop.Owner, payment, 1000, "kindness", "one", default)).Error);
        await site.GiveBackAsync();
        Assert.Equal((5000, 1000), PayingTests.Amounts(await site.PaymentAsync(payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task An_open_page_hears_of_it_at_once(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var heard = new ConcurrentQueue<Change>();
        using var page = site.Get<ChangeFeed>().Subscribe(site.Shop.Id, heard.Enqueue);

        await StrangeAsync(site, 5000);

        await Eventually.TrueAsync(() => Task.FromResult(heard.Any(c => c.Kind == ChangeKind.Payments)));
    }

    [Theory, BothDatabases]
    public async Task Of_many_who_link_one_payment_at_once_to_two_visits_one_wins(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        BookingId[] visits = [(await site.PaidAsync(14)).Booking, (await site.PaidAsync(16)).Booking];
        var (item, _) = await StrangeAsync(site, 5000);
        var unknown = site.Get<UnknownPayments>();

        var linked = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => unknown.LinkAsync(site.Shop.Owner, item, visits[i % 2], "found", default))));

        var ids = linked.Select(l => l.TryGet(out var id, out _) ? id : (PaymentId?)null).OfType<PaymentId>().Distinct().ToList();
        Assert.Single(ids);
        Assert.Equal(5, linked.Count(l => l.Error is null)); // everybody who meant the same visit
        Assert.All(linked.Where(l => l.Error is not null), l => Assert.Equal(PaymentErrors.SettledAlready, l.Error));
        Assert.Equal(1, await site.QueryAsync(d => d.PaymentAttempts.CountAsync(a => a.Kind == AttemptKind.Linked)));
        await site.SettleAsync();
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task What_is_given_back_goes_back_once_although_the_answer_was_lost_and_many_click(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        var (item, theirs) = await StrangeAsync(site, 4200);
        var unknown = site.Get<UnknownPayments>();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "refund", Silent: true));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => unknown.GiveBackAsync(site.Shop.Owner, item, "not ours", default))));
        Assert.All(answers, Assert.Null);
        for (var i = 0; i < 4; i++)
        {
            await site.SettleAsync();
            site.Clock.Advance(Duration.FromMinutes(11));
        }

        await Eventually.TrueAsync(() => site.QueryAsync(d => d.WorkItems.AnyAsync(w => w.Id == item && w.ClosedAt != null && w.Resolution == "not ours")));
        Assert.Equal(4200, MoyasarShapes.Number(site.Store.Find("payment", "shop", theirs)!["refunded"]));
        Assert.Equal(PaymentErrors.SettledAlready, (await unknown.LinkAsync(site.Shop.Owner, item, paid.Booking, "found", default)).Error);
        await CompareAsync(site);
        Assert.Equal(0, await site.Get<PaymentQueries>().DifferencesAsync(site.Shop.Owner, default));
    }

    [Theory, BothDatabases]
    public async Task What_the_provider_does_not_give_back_stays_a_difference(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (item, _) = await StrangeAsync(site, 4200);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorsAsText, Only: "refund", Silent: true));

        Assert.Equal(PaymentErrors.NotGivenBack, await site.Get<UnknownPayments>().GiveBackAsync(site.Shop.Owner, item, "not ours", default));
        await site.SettleAsync();

        Assert.True((await site.Get<UnknownPaymentQueries>().FindAsync(site.Shop.Owner, item, default)).TryGet(out var view, out _));
        Assert.Equal(UnknownState.Open, view.State);
    }

    [Theory, BothDatabases]
    public async Task While_it_is_on_its_way_back_nobody_settles_it_in_another_way(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        var (item, _) = await StrangeAsync(site, 4200);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorBefore, Only: "refund", Silent: true));

        Assert.Null(await site.Get<UnknownPayments>().GiveBackAsync(site.Shop.Owner, item, "not ours", default));

        Assert.Equal(PaymentErrors.GoingBack, (await site.Get<UnknownPayments>().LinkAsync(site.Shop.Owner, item, paid.Booking, "found", default)).Error);
        Assert.Equal(PaymentErrors.GoingBack, await site.Get<UnknownPayments>().DismissAsync(site.Shop.Owner, item, "none of ours", default));
    }

    [Theory, BothDatabases]
    public async Task What_is_none_of_the_salons_stays_settled_when_it_is_seen_again(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var (item, _) = await StrangeAsync(site, 4200);
        var unknown = site.Get<UnknownPayments>();

        Assert.Equal(PaymentErrors.ReasonNeeded, await unknown.DismissAsync(site.Shop.Owner, item, " ", default));
        Assert.Equal(PaymentErrors.NotOpen, await site.Get<PaymentQueries>().CloseAsync(site.Shop.Owner, item, "forgotten", default)); // its money would be in no book
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => Assert.Null(await unknown.DismissAsync(site.Shop.Owner, item, "the owner's other shop", default)))));
        await CompareAsync(site);
        await CompareAsync(site);

        Assert.Equal(0, await site.Get<PaymentQueries>().DifferencesAsync(site.Shop.Owner, default));
        Assert.True((await site.Get<UnknownPaymentQueries>().SettledAsync(site.Shop.Owner, default)).TryGet(out var settled, out _));
        Assert.Equal((item, "the owner's other shop"), (settled.Single().Item.Id, settled.Single().Resolution));
    }

    [Theory, BothDatabases]
    public async Task It_needs_a_right_a_reason_and_a_visit_that_takes_place(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        var gone = await site.PaidAsync(16);
        Assert.Null((await site.Get<BookingService>().CancelAsync(site.Shop.Owner, gone.Booking, "ill", default)).Error);
        var (item, theirs) = await StrangeAsync(site, 4200);
        var unknown = site.Get<UnknownPayments>();

        Assert.Equal(PaymentErrors.NotAllowed, (await unknown.LinkAsync(site.Shop.Desk, item, paid.Booking, "found", default)).Error);
        Assert.Equal(PaymentErrors.NotAllowed, await unknown.GiveBackAsync(site.Shop.Desk, item, "found", default));
        Assert.Equal(PaymentErrors.NotAllowed, await unknown.DismissAsync(site.Shop.Desk, item, "found", default));
        Assert.Equal(PaymentErrors.NotFound, await unknown.DismissAsync(site.Shop.Owner, RowId.New(), "found", default));
        Assert.Equal(PaymentErrors.NotAllowed, (await unknown.SeeAsync(site.Shop.CustomerActor, item, default)).Error);
        Assert.Equal(PaymentErrors.ReasonNeeded, (await unknown.LinkAsync(site.Shop.Owner, item, paid.Booking, " ", default)).Error);
        Assert.Equal(PaymentErrors.NotFound, (await unknown.LinkAsync(site.Shop.Owner, RowId.New(), paid.Booking, "found", default)).Error);
        Assert.Equal(BookingErrors.NotFound, (await unknown.LinkAsync(site.Shop.Owner, item, BookingId.New(), "found", default)).Error);
        Assert.Equal(PaymentErrors.VisitNotOpen, (await unknown.LinkAsync(site.Shop.Owner, item, gone.Booking, "found", default)).Error);
        site.Bank.Refund("shop", theirs, null);
        Assert.Equal(PaymentErrors.NothingThere, (await unknown.LinkAsync(site.Shop.Owner, item, paid.Booking, "found", default)).Error);
        Assert.Equal(0, await site.QueryAsync(d => d.PaymentAttempts.CountAsync(a => a.Kind == AttemptKind.Linked)));
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorBefore, Only: "fetch", Silent: true));
        Assert.Equal(PaymentErrors.TryAgain, await unknown.DismissAsync(site.Shop.Owner, item, "the other shop", default)); // what it comes to is not known
        Assert.True(await site.QueryAsync(d => d.WorkItems.AnyAsync(w => w.Id == item && w.ClosedAt == null)));
    }

    [Theory, BothDatabases]
    public async Task The_visits_it_may_be_for_come_the_likeliest_first_and_others_are_found_by_number_name_and_phone(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var named = (await site.PaidAsync(14)).Booking;
        var due = (await site.PaidAsync(16)).Booking;
        await site.TakeAsync(due, 800);
        var far = (await site.PaidAsync(12)).Booking;
        var (item, _) = await StrangeAsync(site, 4200, new JsonObject { ["booking_id"] = named.ToString() });

        var likely = await VisitsAsync(site, item, "");
        Assert.Equal((named, due), (likely[0].Id, likely[1].Id));
        Assert.True(likely[0].Fit.HasFlag(VisitFit.Named) && likely[1].Fit.HasFlag(VisitFit.Due));
        Assert.Equal(new Money(4200, "SAR"), likely[1].Due);

        var number = (await site.Shop.ReadAsync(far)).Number;
        Assert.Equal(far, (await VisitsAsync(site, item, $"{number}")).Single(v => v.Number == number).Id);
        Assert.Equal(3, (await VisitsAsync(site, item, "Noura")).Count);
        Assert.Equal(3, (await VisitsAsync(site, item, "0500000777")).Count);
        Assert.Empty(await VisitsAsync(site, item, "Nobody"));
    }

    [Theory, BothDatabases]
    public async Task A_second_payment_on_one_page_may_be_another_visits_and_what_is_too_much_is_told(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var first = await site.BookAsync();
        var checkout = await site.StartAsync(first);
        var other = await site.PaidAsync(16);
        site.PayAtProvider(checkout);
        site.PayAtProvider(checkout);
        await site.ReturnAsync(first);
        await CompareAsync(site);
        var item = await site.QueryAsync(d => d.WorkItems.Where(w => w.Kind == WorkKind.UnknownPayment).Select(w => w.Id).SingleAsync());
        await site.TakeAsync(other.Booking, 5000);
        site.Clock.Advance(Duration.FromMinutes(1));

        var payment = await LinkAsync(site, item, other.Booking);
        await site.SettleAsync();
        await CompareAsync(site);

        Assert.Equal(5000, (await BillAsync(site, other.Booking)).Over.Minor);
        var left = await site.QueryAsync(d => d.WorkItems.Where(w => w.ClosedAt == null).Select(w => new { w.Kind, w.PaymentId, w.ExpectedMinor, w.FoundMinor }).SingleAsync());
        Assert.Equal((WorkKind.PaidTooMuch, payment, 10000, 15000), (left.Kind, left.PaymentId, left.ExpectedMinor, left.FoundMinor));
        await site.AgreesAsync();
    }

    /// <summary>Somebody takes money in the provider's own office, and the daily comparison finds it.</summary>
    internal static async Task<(RowId Item, string ProviderId)> StrangeAsync(PaySite site, long minor, JsonObject? metadata = null)
    {
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(Silent: true));
        var id = Guid.NewGuid().ToString();
        site.Bank.Charge("shop", id, minor, "SAR", MoyasarCards.Frictionless, "Sara Ali", false, metadata ?? [], null, null, false, "http://bank");
        await CompareAsync(site);
        return (await site.QueryAsync(d => d.WorkItems.Where(w => w.ProviderId == id).Select(w => w.Id).SingleAsync()), id);
    }

    internal static async Task CompareAsync(PaySite site) => Assert.NotNull(await site.Get<ReconcileService>().CompareAsync(site.Shop.Id, default));

    private static async Task<PaymentId> LinkAsync(PaySite site, RowId item, BookingId visit)
    {
        var linked = await site.Get<UnknownPayments>().LinkAsync(site.Shop.Owner, item, visit, "her second half", default);
        Assert.Null(linked.Error);
        linked.TryGet(out var id, out _);
        return id;
    }

    private static async Task<IReadOnlyList<PayableVisit>> VisitsAsync(PaySite site, RowId item, string typed)
    {
        Assert.True((await site.Get<UnknownPayments>().SeeAsync(site.Shop.Owner, item, default)).TryGet(out var seen, out _));
        Assert.True((await site.Get<UnknownPaymentQueries>().VisitsAsync(site.Shop.Owner, item, seen.Payment, typed, default)).TryGet(out var visits, out _));
        return visits;
    }

    private static Task<Bill> BillAsync(PaySite site, BookingId visit) => site.QueryAsync(async d => (await Bill.ReadAsync(d, visit, default))!);
}
