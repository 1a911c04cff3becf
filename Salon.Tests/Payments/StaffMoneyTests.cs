using System.Net;
using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Bookings;
using Salon.Bookings.Groups;
using Salon.Payments;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Tests.Web;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>What staff do with payments by hand and by the API: capture, undo, give back; once, whatever is lost on the way.</summary>
public sealed class StaffMoneyTests
{
    [Theory, BothDatabases]
    public async Task A_promise_is_captured_once_although_its_answer_was_lost_and_the_click_came_twice(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var promised = await PromiseAsync(site);
        var payments = site.Get<PaymentService>();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "capture", Silent: true));

        var first = await payments.CaptureAsync(site.Shop.Owner, promised, 3000, "visit", default);
        var second = await payments.CaptureAsync(site.Shop.Owner, promised, 3000, "visit", default);

        Assert.Null(first.Error);
        Assert.Null(second.Error);
        Assert.Equal((3000, 0), PayingTests.Amounts(await site.PaymentAsync(promised)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_promise_that_is_let_go_takes_nothing_although_the_answer_was_lost(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var promised = await PromiseAsync(site);
        var payments = site.Get<PaymentService>();
        site.Get<MoyasarFaults>().Set(new MoyasarBehaviour(MoyasarFault.ErrorAfter, Times: 1, Only: "void", Silent: true));

        Assert.Null((await payments.VoidAsync(site.Shop.Owner, promised, "mistake", default)).Error);
        Assert.Null((await payments.VoidAsync(site.Shop.Owner, promised, "mistake", default)).Error);
        Assert.Equal(PaymentErrors.NotOpen, (await payments.CaptureAsync(site.Shop.Owner, promised, null, "visit", default)).Error);

        Assert.Equal(PaymentStatus.Voided, (await site.PaymentAsync(promised)).Status);
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task The_api_undoes_a_payment_of_the_counter_and_gives_back_once_for_one_key(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync();
        await site.TakeAsync(paid.Booking, 2000, tip: 500);
        var taken = await site.QueryAsync(d => d.Payments.Where(p => p.Method == PaymentMethod.Cash).Select(p => p.Id).SingleAsync());
        var (owner, desk) = (await TokenAsync(site, "+966500000801", Role.Owner), await TokenAsync(site, "+966500000802", Role.Desk));

        Assert.Equal(HttpStatusCode.Forbidden, (await site.Browser.WriteAsync($"/api/v1/admin/shop/payments/{taken}/void", new { reason = "mistake" }, desk)).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "reason_needed"), (await site.Browser.WriteAsync($"/api/v1/admin/shop/payments/{taken}/void", new { reason = " " }, owner)).Refusal);
        for (var i = 0; i < 2; i++)
        {
            var undone = await site.Browser.WriteAsync($"/api/v1/admin/shop/payments/{taken}/void", new { reason = "mistake" }, owner);
            Assert.Equal((HttpStatusCode.OK, "voided"), (undone.Status, undone.Text("status")));
            var back = await site.Browser.WriteAsync($"/api/v1/admin/shop/payments/{paid.Payment}/refund", new { amount = 1500, reason = "kindness" }, owner, ("Idempotency-Key", "0f9f6a52-2f3c-4a41-9a3e-1f2f3a4b5c6d"));
            Assert.Equal(HttpStatusCode.OK, back.Status);
        }

        await site.GiveBackAsync();
        Assert.Equal((5000, 1500), PayingTests.Amounts(await site.PaymentAsync(paid.Payment)));
        Assert.Equal(0, await site.QueryAsync(d => d.TipShares.SumAsync(t => t.Minor)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Of_a_late_visit_the_desk_s_call_keeps_the_fee_when_she_gave_it_up_and_nothing_when_the_salon_did(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { Deposit = Share.Percent(50), LateFee = Share.Percent(30) });
        (object Body, long Back)[] calls = [(new { reason = "plans", forCustomer = true }, 2000), (new { reason = "ill", forCustomer = false }, 5000), (new { reason = "ill" }, 5000)];
        var visits = new List<(BookingId Booking, PaymentId Payment, string)>();
        foreach (var hour in (int[])[14, 16, 18]) visits.Add(await site.PaidAsync(hour));
        site.Clock.Set(Shop.At(13, day: 3));
        var desk = await TokenAsync(site, "+966500000802", Role.Desk);

        foreach (var (visit, call) in visits.Zip(calls))
        {
            var cancelled = await site.Browser.WriteAsync($"/api/v1/desk/shop/bookings/{visit.Booking}/cancel", call.Body, desk);
            Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled.Text("status")));
        }

        await site.GiveBackAsync();
        foreach (var (visit, call) in visits.Zip(calls)) Assert.Equal((5000, call.Back), PayingTests.Amounts(await site.PaymentAsync(visit.Payment)));
        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task A_group_that_gives_its_visits_up_late_leaves_the_fee_of_each_and_one_the_salon_cancels_nothing(Db db)
    {
        await using var site = await PaySite.OpenAsync(db, new MoneyRules { LateFee = Share.Percent(30) });
        foreach (var (hour, forThem, back) in (List<(int, bool, int)>)[(14, true, 7000), (17, false, 10_000)])
        {
            var group = GroupId.New();
            BookingId[] visits = [BookingId.New(), BookingId.New()];
            var request = new GroupRequest(group, site.Shop.Branch, Shop.At(hour, day: 3), "Bride", [.. visits.Select((id, i) => new Guest(id, $"Guest {i}", Shop.CustomerPhone, [new WantedLine(site.Shop.Haircut)]))]);
            Assert.Null((await site.Get<BookingService>().BookGroupAsync(site.Shop.Desk, request, default)).Error);
            var payments = new List<PaymentId>();
            foreach (var visit in visits)
            {
                var checkout = await site.StartAsync(visit);
                site.PayAtProvider(checkout);
                await site.ReturnAsync(visit);
                payments.Add(checkout.Payment);
            }

            site.Clock.Set(Shop.At(12, day: 3));
            var told = await site.Get<PaymentQueries>().OfBookingsAsync(site.Shop.Desk, visits, default);
            Assert.Equal([7000, 7000], told.Select(m => m.IfCancelledNow!.Refund));
            Assert.Null((await site.Get<BookingService>().CancelGroupAsync(site.Shop.Desk, group, "the wedding is off", default, forThem)).Error);
            await site.GiveBackAsync();

            foreach (var payment in payments) Assert.Equal((10_000, back), PayingTests.Amounts(await site.PaymentAsync(payment)));
        }

        await site.AgreesAsync();
    }

    [Theory, BothDatabases]
    public async Task Tips_payouts_and_unpaid_visits_are_read_by_range_for_who_may(Db db)
    {
        await using var site = await PaySite.OpenAsync(db);
        var paid = await site.PaidAsync(day: 3);
        await site.VisitAsync(paid.Booking);
        await site.TakeAsync(paid.Booking, 2000, tip: 500);
        var reports = site.Get<MoneyReports>();
        var dates = new DateRange(new(2026, 12, 7), new(2026, 12, 20));

        Assert.True((await reports.TipsAsync(site.Shop.Owner, dates, default)).TryGet(out var tips, out _));
        Assert.Equal((site.Shop.Mona, 1, 500L), (tips.People.Single().Staff, tips.People.Single().Times, tips.People.Single().CashMinor));
        Assert.True((await reports.PayoutsAsync(site.Shop.Owner, dates, default)).TryGet(out var payouts, out _));
        Assert.Equal((5000, payouts.Taken - payouts.Fees), (payouts.Taken, payouts.Net));
        Assert.True((await reports.UnpaidAsync(site.Shop.Desk, dates, 1, default)).TryGet(out var unpaid, out _));
        Assert.Equal((paid.Booking, 3000L), (unpaid.Rows.Single().Booking, unpaid.Due.Minor));
        Assert.Equal(PaymentErrors.NotAllowed, (await reports.TipsAsync(site.Shop.Desk, dates, default)).Error);
        Assert.True((await reports.TipsAsync(site.Shop.Owner, new(new(2027, 1, 1), new(2027, 1, 2)), default)).TryGet(out var later, out _));
        Assert.Empty(later.People);
    }

    internal static async Task<PaymentId> PromiseAsync(PaySite site, int hour = 14)
    {
        var booking = await site.BookAsync(hour);
        Assert.True((await site.Get<PaymentService>().ChargeAsync(site.Shop.CustomerActor, booking, $"token_{MoyasarCards.Frictionless}", manual: true, PaySite.Back, default)).TryGet(out var checkout, out _));
        Assert.Equal(PaymentStatus.Authorized, (await site.PaymentAsync(checkout.Payment)).Status);
        return checkout.Payment;
    }

    private static async Task<string> TokenAsync(PaySite site, string phone, Role role) =>
        (await site.Get<BearerTokens>().IssueAsync((await site.Shop.SignInAsync(phone, role)).Session, default)).TryGet(out var pair, out _) ? pair.AccessToken : throw new Xunit.Sdk.XunitException("No token.");
}
