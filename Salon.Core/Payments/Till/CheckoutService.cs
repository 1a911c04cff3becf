using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Rules;

namespace Salon.Payments.Till;

/// <summary>What was handed over at the counter.</summary>
/// <param name="Id">Minted by the page: the same click arriving twice is one checkout.</param>
/// <param name="CashMinor">The part paid in cash, tip included.</param>
/// <param name="TerminalMinor">The part paid at the card terminal, tip included.</param>
/// <param name="CashGivenMinor">The notes she put down; 0 when it was the exact amount.</param>
/// <param name="Tips">Who gets how much of it.</param>
public sealed record CheckoutRequest(CheckoutId Id, BookingId Booking, long CashMinor, long TerminalMinor, long CashGivenMinor, IReadOnlyList<CheckoutTip> Tips)
{
    public long TotalMinor => checked(CashMinor + TerminalMinor);

    public long TipMinor => Tips.Sum(t => t.Minor);
}

/// <summary>What came of it.</summary>
/// <param name="Change">To be handed back.</param>
/// <param name="Due">Still to be paid for the visit.</param>
public sealed record CheckoutDone(CheckoutId Id, Money Taken, Money Tip, Money Change, Money Due, IReadOnlyList<PaymentId> Payments);

/// <summary>Takes money at the counter: everything that was handed over at once is written down at once, or nothing is.</summary>
public sealed class CheckoutService(Database database, TimeProvider clock)
{
    public async Task<Result<CheckoutDone>> PayAsync(Actor actor, CheckoutRequest request, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (request.CashMinor < 0 || request.TerminalMinor < 0 || request.CashGivenMinor < 0 || request.TotalMinor is 0 or > MoneyText.MostMajor * 100) return PaymentErrors.NotAnAmount;
        if (request.CashGivenMinor > 0 && request.CashGivenMinor < request.CashMinor) return BillErrors.GivenTooLittle;
        if (request.Tips.Any(t => t.Minor <= 0) || request.Tips.DistinctBy(t => t.Staff).Count() != request.Tips.Count || request.TipMinor > request.TotalMinor) return BillErrors.TipsDiffer;

        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await Counter.LockAsync(db, request.Booking, ct) is not { } counter) return BookingErrors.NotFound;
        var now = counter.At(clock);
        if (await db.DeskCheckouts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.Id, ct) is { } known)
            return IsSame(known, request) ? Done(known, (await Bill.ReadAsync(db, request.Booking, ct))!.Due) : BookingErrors.KeyReused; // the same click, arriving twice
        if (!counter.IsOpen) return PaymentErrors.NotOpen;
        var bill = (await Bill.ReadAsync(db, request.Booking, ct))!;
        if (request.TotalMinor - request.TipMinor > bill.Due.Minor) return PaymentErrors.TooMuch;
        var staff = request.Tips.Select(t => t.Staff).ToList();
        if (await db.Staff.CountAsync(s => staff.Contains(s.Id), ct) != staff.Count) return BillErrors.TipsDiffer;

        var checkout = Write(db, actor, request, counter.Currency, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        var due = bill.Due with { Minor = bill.Due.Minor - (request.TotalMinor - request.TipMinor) };
        await PageCloser.WantNoMoreThanAsync(db, request.Booking, due.Minor, now, ct);
        return await db.CommitAsync(ct) is { } refusal ? refusal : Done(checkout, due);
    }

    /// <summary>Takes back a payment of the counter that was a mistake: the drawer, the tips and the bill are as before. Only until its day is closed.</summary>
    public async Task<Error?> VoidAsync(Actor actor, PaymentId id, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var booking = await db.Payments.Where(p => p.Id == id && p.Method != PaymentMethod.Online).Select(p => (BookingId?)p.BookingId).SingleOrDefaultAsync(ct);
        if (booking is not { } visit || await Counter.LockAsync(db, visit, ct) is not { } counter) return PaymentErrors.NotFound;
        var now = counter.At(clock);
        var payment = await db.Payments.SingleAsync(p => p.Id == id, ct);
        if (payment.Status == PaymentStatus.Voided) return null; // the same click, arriving twice
        if (payment.Status != PaymentStatus.Paid || await RefundRequests.AvailableAsync(db, payment, ct) != payment.CapturedMinor) return PaymentErrors.NotOpen;
        if (counter.ClosedUntil > payment.CreatedAt) return DayErrors.DayIsClosed;

        var attempt = await db.PaymentAttempts.SingleAsync(a => a.PaymentId == id, ct);
        attempt.Become(AttemptStatus.Voided);
        payment.Become(PaymentStatus.Voided);
        await Tips.ReturnAsync(db, payment, payment.TipMinor, now, ct);
        Ledger.Voided(db, payment, attempt.Id, payment.CapturedMinor, await Ledger.HeldAsync(db, visit, ct), now);
        payment.GiveBack(payment.CapturedMinor);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Voided, Cause.By(actor), now, payment.CapturedMinor, Why.Said(why)));
        db.Outbox.Add(OutboxMessage.For(actor.Organization, new ReceiptsDue(visit), now));
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct);
    }

    private static DeskCheckout Write(SalonDb db, Actor actor, CheckoutRequest request, string currency, Instant now)
    {
        var cardTip = Math.Min(request.TipMinor, request.TerminalMinor); // a tip goes with the card as far as it reaches
        List<CheckoutPart> parts = [];
        if (request.TerminalMinor > 0) parts.Add(new(PaymentId.New(), PaymentMethod.Terminal, request.TerminalMinor, cardTip));
        if (request.CashMinor > 0) parts.Add(new(PaymentId.New(), PaymentMethod.Cash, request.CashMinor, request.TipMinor - cardTip));

        var shares = new Queue<CheckoutTip>(request.Tips);
        foreach (var part in parts)
        {
            var payment = Payment.Ask(actor.Organization, part.Payment, request.Booking, PaymentPurpose.Visit, part.Method, new Money(part.Minor, currency), now, part.TipMinor);
            var attempt = PaymentAttempt.Start(actor.Organization, part.Payment, AttemptId.New(), AttemptKind.Desk, live: true, now, now);
            attempt.Become(AttemptStatus.Paid);
            payment.Become(PaymentStatus.Paid);
            payment.Capture(part.Minor, 0, now);
            db.Payments.Add(payment);
            db.PaymentAttempts.Add(attempt);
            Ledger.Paid(db, payment, attempt.Id, part.Minor, now);
            shares = Tips.Share(db, payment, shares, now);
            db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Paid, Cause.By(actor), now, part.Minor));
            db.Outbox.Add(OutboxMessage.For(actor.Organization, new PaymentReceived(part.Payment, request.Booking), now));
        }

        var given = request.CashGivenMinor > 0 ? request.CashGivenMinor : request.CashMinor;
        var checkout = DeskCheckout.Of(actor, request.Id, request.Booking, parts, request.Tips, given, given - request.CashMinor, now);
        db.DeskCheckouts.Add(checkout);
        return checkout;
    }

    private static bool IsSame(DeskCheckout known, CheckoutRequest request) =>
        known.BookingId == request.Booking && known.Tips.SequenceEqual(request.Tips) && known.ChangeMinor == Math.Max(0, request.CashGivenMinor - request.CashMinor)
        && known.Parts.Where(p => p.Method == PaymentMethod.Cash).Sum(p => p.Minor) == request.CashMinor && known.Parts.Sum(p => p.Minor) == request.TotalMinor;

    private static CheckoutDone Done(DeskCheckout checkout, Money due) => new(
        checkout.Id, due with { Minor = checkout.Parts.Sum(p => p.Minor) }, due with { Minor = checkout.Parts.Sum(p => p.TipMinor) }, due with { Minor = checkout.ChangeMinor }, due,
        [.. checkout.Parts.Select(p => p.Payment)]);
}
