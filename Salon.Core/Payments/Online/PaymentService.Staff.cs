using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Till;

namespace Salon.Payments.Online;

/// <summary>What staff do with payments: give back, capture, void. Each with a permission and a reason, each once.</summary>
public sealed partial class PaymentService
{
    /// <summary>Gives money back.</summary>
    /// <param name="minor">In minor units; null for all that is left.</param>
    /// <param name="key">The same request has the same: a double click, or a call that is repeated, gives back once.</param>
    public async Task<Result<Refund>> RefundAsync(Actor actor, PaymentId id, long? minor, string? reason, string key, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (Counter.ReasonOf(reason) is not { } why) return PaymentErrors.ReasonNeeded;
        if (minor is <= 0) return PaymentErrors.NotAnAmount;
        key = $"staff:{id}:{key}";

        for (var round = 1; ; round++)
        {
            var wished = await RequestRefundAsync(actor, id, minor, why, key, ct);
            if (wished.TryGet(out var wanted, out var refusal))
            {
                await refunds.RunAsync(actor.Organization, wanted, ct); // the person waits; whatever is left over is tried again by itself
                await using var reading = await database.OpenAsync(actor.Organization, ct);
                return await reading.Refunds.AsNoTracking().SingleAsync(r => r.Id == wanted, ct);
            }

            if (round == MaxRounds || (refusal != DataErrors.ChangedMeanwhile && refusal != PaymentErrors.RefundedAlready)) return refusal;
        }
    }

    private async Task<Result<RefundId>> RequestRefundAsync(Actor actor, PaymentId id, long? minor, string why, string key, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(actor, ct);
        var visit = await db.Payments.Where(p => p.Id == id).Select(p => (BookingId?)p.BookingId).SingleOrDefaultAsync(ct);
        if (visit is not { } booking || await Counter.LockAsync(db, booking, ct) is not { } counter) return PaymentErrors.NotFound;
        var now = counter.At(clock); // after the lock: a drawer that is being closed counts it or does not
        if (await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Key == key, ct) is { } known)
            return minor is null || known.Minor == minor ? known.Id : BookingErrors.KeyReused; // the same click, arriving twice
        var payment = await db.Payments.SingleAsync(p => p.Id == id, ct);
        var available = await RefundRequests.AvailableAsync(db, payment, ct);
        if (available <= 0) return PaymentErrors.NotOpen;
        if (minor > available) return PaymentErrors.TooMuch;

        var refund = RefundRequests.Add(db, payment, key, minor ?? available, Why.Said(why), Cause.By(actor), now);
        if (payment.Method != PaymentMethod.Online)
            await PaymentRecorder.FinishAsync(db, payment, Asked(refund, payment, now), Cause.By(actor), now, ct); // handed over the counter
        return await db.CommitAsync(ct) is { } refusal ? refusal : refund.Id;
    }

    /// <summary>Takes what the bank keeps for us, or a part of it; who takes payments at the desk may do it.</summary>
    public Task<Result<Checkout>> CaptureAsync(Actor actor, PaymentId id, long? minor, string? reason, CancellationToken ct) =>
        CaptureAsync(actor, id, minor, Why.Said(Counter.ReasonOf(reason)), ct);

    /// <summary>Takes all of it when the customer pays at the counter: that needs no words.</summary>
    public Task<Result<Checkout>> TakePromiseAsync(Actor actor, PaymentId id, CancellationToken ct) =>
        CaptureAsync(actor, id, null, Why.Of(PaymentReason.TakenAtCounter), ct);

    internal Task<Result<Checkout>> CaptureAsync(Actor actor, PaymentId id, long? minor, Why why, CancellationToken ct) =>
        AskAsync(actor, Permission.TakePayments, id, why, PaymentStatus.Paid, p => p.Status == PaymentStatus.Authorized, minor,
            (keys, provider, part) => gateway.CaptureAsync(keys, provider, part, ct), ct);

    /// <summary>Undoes a payment before it is settled: what was promised, or what was paid less than about two hours ago.</summary>
    public Task<Result<Checkout>> VoidAsync(Actor actor, PaymentId id, string? reason, CancellationToken ct) =>
        VoidAsync(actor, id, Why.Said(Counter.ReasonOf(reason)), ct);

    internal Task<Result<Checkout>> VoidAsync(Actor actor, PaymentId id, Why why, CancellationToken ct) =>
        AskAsync(actor, Permission.RefundPayments, id, why, PaymentStatus.Voided,
            p => p.Status == PaymentStatus.Authorized || (p.Status == PaymentStatus.Paid && p.RefundedMinor == 0 && p.Method == PaymentMethod.Online), null,
            (keys, provider, _) => gateway.VoidAsync(keys, provider, ct), ct);

    // The provider knows no key that makes these harmless when repeated: it is looked at first, and its state says whether it was done.
    private async Task<Result<Checkout>> AskAsync(
        Actor actor, Permission needed, PaymentId id, Why why, PaymentStatus goal, Func<Payment, bool> isPossible, long? minor,
        Func<GatewayKeys, string, long?, Task<Heard<ProviderPayment>>> ask, CancellationToken ct)
    {
        if (!actor.May(needed)) return PaymentErrors.NotAllowed;
        if (why.IsEmpty) return PaymentErrors.ReasonNeeded;
        if (minor is <= 0) return PaymentErrors.NotAnAmount;
        if (await accounts.KeysAsync(actor.Organization, ct) is not { } keys) return await accounts.WithoutKeysAsync(actor.Organization, ct);
        if (await AttemptOfAsync(actor.Organization, id, ct) is not { } attempt) return PaymentErrors.NotFound;

        var cause = Cause.By(actor) with { Why = why };
        // What is found now was not done for this reason.
        if (await follower.LookAsync(actor.Organization, attempt.Id, Cause.By(actor), ct) is { } unseen) return unseen;
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
}
