using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;

namespace Salon.Payments;

/// <summary>What staff do with payments: give back, capture, void, take money at the desk. Each with a permission and a reason, each once.</summary>
public sealed partial class PaymentService
{
    /// <summary>Gives money back.</summary>
    /// <param name="minor">In minor units; null for all that is left.</param>
    /// <param name="key">The same wish has the same: a double click, or a call that is repeated, gives back once.</param>
    public async Task<Result<Refund>> RefundAsync(Actor actor, PaymentId id, long? minor, string? reason, string key, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (minor is <= 0) return PaymentErrors.NotAnAmount;
        key = $"staff:{id}:{key}";

        for (var round = 1; ; round++)
        {
            var wished = await WishAsync(actor, id, minor, why, key, ct);
            if (wished.TryGet(out var wanted, out var refusal))
            {
                await refunds.RunAsync(actor.Organization, wanted, ct); // the person waits; whatever is left over is tried again by itself
                await using var reading = await database.OpenAsync(actor.Organization, ct);
                return await reading.Refunds.AsNoTracking().SingleAsync(r => r.Id == wanted, ct);
            }

            if (round == MaxRounds || (refusal != DataErrors.ChangedMeanwhile && refusal != PaymentErrors.RefundedAlready)) return refusal;
        }
    }

    private async Task<Result<RefundId>> WishAsync(Actor actor, PaymentId id, long? minor, string why, string key, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Key == key, ct) is { } known)
            return minor is null || known.Minor == minor ? known.Id : BookingErrors.KeyReused; // the same click, arriving twice
        var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (payment is null) return PaymentErrors.NotFound;
        var available = await RefundWishes.AvailableAsync(db, payment, ct);
        if (available <= 0) return PaymentErrors.NotOpen;
        if (minor > available) return PaymentErrors.TooMuch;

        var refund = RefundWishes.Add(db, payment, key, minor ?? available, why, Cause.By(actor, why), now);
        if (payment.Method != PaymentMethod.Online) await PaymentRecorder.FinishAsync(db, payment, Asked(refund, payment, now), Cause.By(actor, why), now, ct); // handed over the counter
        return await db.CommitAsync(ct) is { } refusal ? refusal : refund.Id;
    }

    /// <summary>Takes what the bank keeps for us, or a part of it.</summary>
    public Task<Result<Checkout>> CaptureAsync(Actor actor, PaymentId id, long? minor, string? reason, CancellationToken ct) =>
        AskAsync(actor, id, reason, PaymentStatus.Paid, p => p.Status == PaymentStatus.Authorized, minor,
            (keys, provider, part) => gateway.CaptureAsync(keys, provider, part, ct), ct);

    /// <summary>Undoes a payment before it is settled: what was promised, or what was paid less than about two hours ago.</summary>
    public Task<Result<Checkout>> VoidAsync(Actor actor, PaymentId id, string? reason, CancellationToken ct) =>
        AskAsync(actor, id, reason, PaymentStatus.Voided, p => p.Status == PaymentStatus.Authorized || (p.Status == PaymentStatus.Paid && p.RefundedMinor == 0 && p.Method == PaymentMethod.Online), null,
            (keys, provider, _) => gateway.VoidAsync(keys, provider, ct), ct);

    // The provider knows no key that makes these harmless when repeated: it is looked at first, and its state says whether it was done.
    private async Task<Result<Checkout>> AskAsync(
        Actor actor, PaymentId id, string? reason, PaymentStatus goal, Func<Payment, bool> isPossible, long? minor,
        Func<GatewayKeys, string, long?, Task<Heard<ProviderPayment>>> ask, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (minor is <= 0) return PaymentErrors.NotAnAmount;
        if (await accounts.KeysAsync(actor.Organization, ct) is not { } keys) return PaymentErrors.NotConnected;
        if (await AttemptOfAsync(actor.Organization, id, ct) is not { } attempt) return PaymentErrors.NotFound;

        var cause = Cause.By(actor, why);
        if (await follower.LookAsync(actor.Organization, attempt.Id, cause, ct) is { } unseen) return unseen;
        if (await PaymentAsync(actor.Organization, id, ct) is not { } payment) return PaymentErrors.NotFound;
        if (payment.Status == goal) return new Checkout(id, payment.Amount, payment.Status, null); // the same click, arriving twice
        if (!isPossible(payment) || attempt.ProviderId is not { } provider) return PaymentErrors.NotOpen;
        if (minor > payment.Amount.Minor) return PaymentErrors.TooMuch;

        var heard = await ask(keys, provider, minor);
        if (heard is Heard<ProviderPayment>.Answer { Value: var seen } && await recorder.RecordAsync(actor.Organization, attempt.Id, seen, cause, ct) is { } trouble) return trouble;
        if (heard is Heard<ProviderPayment>.Refused { Again: false }) return PaymentErrors.NotOpen;
        await follower.LookAsync(actor.Organization, attempt.Id, cause, ct); // also after silence: it may have done it
        payment = await PaymentAsync(actor.Organization, id, ct);
        return payment!.Status == goal ? new Checkout(id, payment.Amount, payment.Status, null) : PaymentErrors.TryAgain;
    }

    /// <summary>Notes money that changed hands at the desk for a visit.</summary>
    /// <param name="id">Minted by the page: the same click arriving twice is one payment.</param>
    /// <param name="amount">What was handed over for the visit and as a tip together.</param>
    /// <param name="tipMinor">The part of it that belongs to people.</param>
    public async Task<Result<PaymentId>> TakeAsync(Actor actor, PaymentId id, BookingId booking, PaymentMethod method, Money amount, long tipMinor, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (method == PaymentMethod.Online || amount.Minor <= 0 || tipMinor < 0 || tipMinor > amount.Minor) return PaymentErrors.NotAnAmount;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        if (await db.Payments.AnyAsync(p => p.Id == id, ct)) return id;

        var visit = await db.Bookings.Where(b => b.Id == booking).Select(b => new { b.Status, b.Price }).SingleOrDefaultAsync(ct);
        if (visit is null) return BookingErrors.NotFound;
        if (visit.Status is BookingStatus.Held or BookingStatus.Cancelled or BookingStatus.Expired || visit.Price.Currency != amount.Currency) return PaymentErrors.NotOpen;
        var paid = await db.Payments.Where(p => p.BookingId == booking).SumAsync(p => p.CapturedMinor - p.RefundedMinor - p.TipMinor, ct);
        if (paid + amount.Minor - tipMinor > visit.Price.Minor) return PaymentErrors.TooMuch;

        var payment = Payment.Ask(actor.Organization, id, booking, PaymentPurpose.Visit, method, amount, now, tipMinor);
        var attempt = PaymentAttempt.Start(actor.Organization, id, AttemptId.New(), AttemptKind.Desk, live: true, now, now);
        attempt.Become(AttemptStatus.Paid);
        payment.Become(PaymentStatus.Paid);
        payment.Capture(amount.Minor, 0, now);
        db.Payments.Add(payment);
        db.PaymentAttempts.Add(attempt);
        Ledger.Paid(db, payment, attempt.Id, amount.Minor, now);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Paid, Cause.By(actor), now, amount.Minor));
        db.Outbox.Add(OutboxMessage.For(actor.Organization, new PaymentReceived(id, booking), now));
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct) is { } refusal ? refusal : id;
    }

    private static Refund Asked(Refund refund, Payment payment, Instant now)
    {
        refund.Become(RefundStatus.Asking);
        refund.Ask(payment.RefundedMinor, now);
        return refund;
    }

    private async Task<(AttemptId Id, string? ProviderId)?> AttemptOfAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var found = await db.PaymentAttempts.Where(a => a.PaymentId == id).OrderByDescending(a => a.CreatedAt).Select(a => new { a.Id, a.ProviderId }).FirstOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.ProviderId);
    }

    private async Task<Payment?> PaymentAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
    }

    private static string? ReasonOf(string? reason) =>
        TidyText.Line(reason) is { Length: > 0 } why ? why[..Math.Min(why.Length, MaxReason)] : null;
}
