using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;
using Salon.Tests.World;
using Salon.Web.Sandbox.Moyasar;

namespace Salon.Tests.Payments;

/// <summary>What people do with visits and their money, told by chance, the same for the same seed.</summary>
/// <param name="movesClock">Whether hours pass and come within the story; otherwise it happens at whatever time it is, and visits may be today.</param>
internal sealed class MoneyStory(PaySite site, Random chance, bool movesClock = true)
{
    private readonly List<string> story = [];
    private readonly List<BookingId> visits = [];

    public PaySite Site => site;

    public IReadOnlyList<BookingId> Visits => visits;

    public string Story => string.Join('\n', story);

    public async Task StepAsync()
    {
        var act = visits.Count < 2 ? 0 : chance.Next(18);
        var done = act switch
        {
            0 or 1 => await PayAsync(MoyasarCards.Good),
            2 => await PayAsync(MoyasarCards.NoFunds),
            3 => await PromiseAsync(),
            4 or 5 => await RefundAsync(),
            6 => await CaptureAsync(),
            7 => await OfPaymentAsync("void", (payments, id) => payments.VoidAsync(site.Shop.Owner, id, "mistake", default)),
            8 => Say("cancel by customer", (await Bookings.CancelAsync(site.Shop.CustomerActor, Visit(), "plans", default)).Error),
            9 => Say("cancel by salon", (await Bookings.CancelAsync(site.Shop.Owner, Visit(), "ill", default)).Error),
            10 => await VisitAsync(),
            11 or 12 or 13 => await TakeAsync(),
            14 => await OnTheBillAsync(),
            15 or 16 => await UndoAsync(),
            _ => Wait(),
        };
        story.Add(done);
    }

    /// <summary>After every step, not only in the end. News of the provider come when they come: what is judged is one moment in which nothing came.</summary>
    public async Task HoldsAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            await site.SettleAsync();
            var before = await MarkAsync();
            var payments = await site.QueryAsync(db => db.Payments.AsNoTracking().ToListAsync());
            var wanted = await site.QueryAsync(db => db.Refunds.AsNoTracking().Where(r => r.Status != RefundStatus.Refused).ToListAsync());
            var entries = await site.QueryAsync(db => db.Ledger.AsNoTracking().ToListAsync());
            var tips = await site.QueryAsync(db => db.TipShares.AsNoTracking().ToListAsync());
            var bills = await site.QueryAsync(db => Bill.ReadAsync(db, visits, default));
            var documents = await site.DocumentsAsync();
            if (await MarkAsync() != before || before.Waiting > 0) continue;
            Check(payments, wanted, entries, tips, [.. bills.Values], documents);
            return;
        }

        Assert.Fail($"It never came to rest.\n{Story}");
    }

    private Task<(int Events, int Stored, int Waiting)> MarkAsync() => site.QueryAsync(async db => (
        await db.PaymentEvents.CountAsync(), await db.WebhookEvents.CountAsync(),
        await db.Outbox.CountAsync(m => m.DoneAt == null && m.FailedAt == null && m.DueAt <= site.Clock.Now)));

    private void Check(
        IReadOnlyList<Payment> payments, IReadOnlyList<Refund> wanted, IReadOnlyList<LedgerEntry> entries, IReadOnlyList<TipShare> tips, IReadOnlyList<Bill> bills,
        IReadOnlyList<TaxInvoice> documents)
    {
        Assert.All(payments, p => Assert.True(p.RefundedMinor >= 0 && p.RefundedMinor <= p.CapturedMinor && p.CapturedMinor <= p.Amount.Minor, Story));
        long Wanted(PaymentId payment) => wanted.Where(r => r.PaymentId == payment).Sum(r => r.Minor);
        Assert.All(payments.Where(p => p.Status == PaymentStatus.Paid), p => Assert.True(Wanted(p.Id) <= p.CapturedMinor, Story));
        Assert.All(entries, e => Assert.True(e.Amount.Minor > 0 && e.Debit != e.Credit, Story));
        Assert.Equal(0, Enum.GetValues<Account>().Sum(a => Balance(entries, a)));
        Assert.Equal(-Balance(entries, Account.Tips), tips.Sum(t => t.Minor));
        Assert.All(payments, p => Assert.True(tips.Where(t => t.PaymentId == p.Id).Sum(t => t.Minor) is >= 0 and var left && left <= p.TipMinor, Story));
        Assert.All(bills, b => Assert.True(b.Total.Minor >= 0 && b.Due.Minor >= 0, Story));
        var byVisit = entries.Where(e => e.BookingId is not null).GroupBy(e => e.BookingId);
        Assert.All(byVisit, visit => Assert.True(Balance([.. visit], Account.Deposits) <= 0, Story)); // nobody's money is held below nothing
        Assert.Equal(-Balance(entries, Account.Vat), documents.Sum(d => d.Kind == InvoiceKind.CreditNote ? -d.VatMinor : d.VatMinor));
        var online = payments.Where(p => p.CapturedMinor > 0 && p.Method == PaymentMethod.Online);
        Assert.All(online, p => Assert.True(Invoiced(documents, p.Id) == p.CapturedMinor - p.RefundedMinor, Story)); // each riyal has its document
    }

    private BookingService Bookings => site.Get<BookingService>();

    private static long Balance(IReadOnlyList<LedgerEntry> entries, Account account) =>
        entries.Where(e => e.Debit == account).Sum(e => e.Amount.Minor) - entries.Where(e => e.Credit == account).Sum(e => e.Amount.Minor);

    private static long Invoiced(IReadOnlyList<TaxInvoice> documents, PaymentId payment) =>
        documents.SelectMany(d => d.Content.Payments.Where(p => p.Payment == payment).Select(p => d.Kind == InvoiceKind.CreditNote ? -p.Minor : p.Minor)).Sum();

    private BookingId Visit() => visits[chance.Next(visits.Count)];

    private static string Say(string what, Error? refusal) => $"{what}: {refusal?.Code ?? "done"}";

    private async Task<BookingId?> BookAsync()
    {
        var days = (int)(site.Clock.Now - Shop.At(0, day: 0)).TotalDays + (movesClock ? 1 : 0);
        var booked = await site.Shop.BookAsync(Shop.At(chance.Next(10, 21), day: days + chance.Next(3)));
        if (!booked.TryGet(out var id, out _)) return null;
        visits.Add(id);
        return id;
    }

    private async Task<string> PayAsync(string card)
    {
        if (await BookAsync() is not { } visit) return "no time free";
        var checkout = await site.StartAsync(visit);
        site.PayAtProvider(checkout, card);
        if (chance.Next(2) == 0) await site.ReturnAsync(visit); // otherwise only the webhook tells
        return $"pay {checkout.Amount.Minor} with {card}";
    }

    private async Task<string> PromiseAsync()
    {
        if (await BookAsync() is not { } visit) return "no time free";
        var card = $"token_{MoyasarCards.Frictionless}";
        var promised = await site.Get<PaymentService>().ChargeAsync(site.Shop.CustomerActor, visit, card, manual: true, PaySite.Back, default);
        return Say("promise", promised.Error);
    }

    private Task<string> CaptureAsync() => OfPaymentAsync(
        "capture", (payments, id) => payments.CaptureAsync(site.Shop.Owner, id, chance.Next(2) == 0 ? null : chance.Next(1, 6000), "visit", default));

    private Task<string> RefundAsync()
    {
        var (minor, key) = (chance.Next(1, 4000), $"{chance.Next(6)}"); // the same key now and then: the same request
        return OfPaymentAsync($"refund {minor} as {key}", (payments, id) => payments.RefundAsync(site.Shop.Owner, id, minor, "kindness", key, default));
    }

    private async Task<string> OfPaymentAsync<T>(string what, Func<PaymentService, PaymentId, Task<Result<T>>> act) where T : notnull
    {
        var ids = await site.QueryAsync(db => db.Payments.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).Select(p => p.Id).ToListAsync());
        return ids.Count == 0 ? "no payment" : Say(what, (await act(site.Get<PaymentService>(), ids[chance.Next(ids.Count)])).Error);
    }

    private async Task<string> TakeAsync()
    {
        var visit = Visit();
        var bill = (await site.QueryAsync(db => Bill.ReadAsync(db, visit, default)))!;
        var tip = chance.Next(3) == 0 ? chance.Next(1, 900) : 0;
        var (cash, card) = (chance.Next(0, 4000), chance.Next(0, 4000));
        if (chance.Next(2) == 0) (cash, card) = ((int)bill.Due.Minor, tip);
        CheckoutTip[] tips = tip == 0 ? [] : tip < 10 ? [new(site.Shop.Mona, tip)] : [new(site.Shop.Mona, tip / 2), new(site.Shop.Sara, tip - (tip / 2))];
        var request = new CheckoutRequest(CheckoutId.New(), visit, cash, card, 0, tips);
        return Say($"take {cash} and {card} with {tip}", (await site.Get<CheckoutService>().PayAsync(site.Shop.Desk, request, default)).Error);
    }

    private async Task<string> OnTheBillAsync()
    {
        var (visit, bills) = (Visit(), site.Get<BillService>());
        if (chance.Next(2) == 0)
            return Say("sell", (await bills.SellAsync(site.Shop.Desk, visit, new(RowId.New(), "Oil", chance.Next(1, 3), chance.Next(100, 3000), null), default)).Error);
        if (chance.Next(2) == 0)
            return Say("discount", (await bills.DiscountAsync(site.Shop.Owner, visit, new(RowId.New(), null, chance.Next(1, 60), "kindness"), default)).Error);
        var lines = await site.QueryAsync(db => db.BillLines.Where(l => l.BookingId == visit).OrderBy(l => l.Id).Select(l => l.Id).ToListAsync());
        if (lines.Count == 0) return "nothing to take off";
        return Say("take off", (await bills.RemoveAsync(site.Shop.Desk, visit, lines[chance.Next(lines.Count)], "mistake", default)).Error);
    }

    private async Task<string> UndoAsync()
    {
        var ids = await site.QueryAsync(db => db.Payments.Where(p => p.Method != PaymentMethod.Online).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync());
        if (ids.Count == 0) return "nothing was taken";
        return Say("undo", await site.Get<CheckoutService>().VoidAsync(site.Shop.Owner, ids[chance.Next(ids.Count)], "mistake", default));
    }

    // Her hour comes: she does, or she does not.
    private async Task<string> VisitAsync()
    {
        var visit = await site.Shop.ReadAsync(Visit());
        if (visit.StartsAt > site.Clock.Now)
        {
            if (!movesClock) return "it is not time yet";
            site.Clock.Set(visit.StartsAt + Duration.FromMinutes(20));
        }

        if (chance.Next(3) == 0) return Say("no-show", (await Bookings.NoShowAsync(site.Shop.Owner, visit.Id, default)).Error);
        await Bookings.ArriveAsync(site.Shop.Owner, visit.Id, default);
        await Bookings.StartAsync(site.Shop.Owner, visit.Id, default);
        return Say("visit", (await Bookings.CompleteAsync(site.Shop.Owner, visit.Id, default)).Error);
    }

    private string Wait()
    {
        var minutes = chance.Next(1, 600);
        if (movesClock) site.Clock.Advance(Duration.FromMinutes(minutes));
        return $"wait {minutes} minutes";
    }
}
