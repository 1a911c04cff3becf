using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Till;

namespace Salon.Payments.Books;

/// <summary>
/// Writes down what the provider says of a payment. News may come twice, late, in any order and from several sides at once: the states go
/// forwards only, two who write at once are told apart by the rows' versions, and the ledger refuses the same cause twice.
/// </summary>
public sealed class PaymentRecorder(Database database, TimeProvider clock)
{
    private const int Attempts = 6;

    /// <summary>Brings our rows up to what was seen.</summary>
    /// <param name="seen">Fetched from the provider just now, never taken from an event or an address.</param>
    public async Task<Error?> RecordAsync(OrganizationId organization, AttemptId id, ProviderPayment seen, Cause cause, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            var now = clock.GetCurrentInstant();
            Error? trouble;
            await using (var db = await database.OpenForWriteAsync(organization, ct))
            {
                var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(a => a.Id == id, ct);
                if (attempt is null) return PaymentErrors.NotFound;
                var payment = await db.Payments.SingleAsync(p => p.Id == attempt.PaymentId, ct);
                await ApplyAsync(db, payment, attempt, seen, cause, now, ct);
                db.Announce(new Change(organization, ChangeKind.Payments));
                trouble = db.ChangeTracker.HasChanges() ? await db.CommitAsync(ct) : null;
            }

            if (trouble is null) return null;
            if (round == Attempts) return trouble; // somebody else was as fast each time: what brought this news tries again later
        }
    }

    /// <summary>The same for what is mostly known already: whether anything is new is found out by reading, and only news take a turn at writing.</summary>
    public async Task<Error?> RecordNewsAsync(OrganizationId organization, AttemptId id, ProviderPayment seen, Cause cause, CancellationToken ct)
    {
        await using (var db = await database.OpenAsync(organization, ct))
        {
            var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(a => a.Id == id, ct);
            if (attempt is null) return PaymentErrors.NotFound;
            await ApplyAsync(db, await db.Payments.SingleAsync(p => p.Id == attempt.PaymentId, ct), attempt, seen, cause, clock.GetCurrentInstant(), ct);
            if (!db.ChangeTracker.HasChanges()) return null;
        }

        return await RecordAsync(organization, id, seen, cause, ct);
    }

    /// <summary>Notes something that does not fit; the same difference is one item, seen once more.</summary>
    public async Task NoteAsync(OrganizationId organization, Difference difference, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        await NoteAsync(db, difference, now, ct);
        await db.CommitAsync(ct); // refused: another node noted the same
    }

    internal static async Task NoteAsync(SalonDb db, Difference difference, Instant now, CancellationToken ct)
    {
        if (await db.WorkItems.SingleOrDefaultAsync(w => w.Key == difference.Key, ct) is { } known) known.Again(now);
        else db.WorkItems.Add(WorkItem.Open(db.Organization, difference, now));
        db.Announce(new Change(db.Organization, ChangeKind.Payments));
    }

    /// <summary>Writes what was seen, in the commit under way.</summary>
    internal static async Task ApplyAsync(SalonDb db, Payment payment, PaymentAttempt attempt, ProviderPayment seen, Cause cause, Instant now, CancellationToken ct)
    {
        var isOurs = attempt.Kind switch
        {
            AttemptKind.Page => seen.PageId == attempt.PageId,
            AttemptKind.Linked => seen.Id == attempt.ProviderId,
            _ => seen.Id == attempt.Id.ToString(),
        };
        var isSecond = attempt.ProviderId is { } first && first != seen.Id && attempt.Status is AttemptStatus.Paid or AttemptStatus.Authorized or AttemptStatus.Voided;
        if (!isOurs || isSecond)
        {
            if (seen.HasMoney || seen.State == ProviderState.Authorized)
                await NoteAsync(db, new(WorkKind.UnknownPayment, $"unknown:{seen.Id}", payment.Id, seen.Id, payment.Amount.Minor, seen.TakenMinor), now, ct);
            return;
        }

        if (seen.State is not (ProviderState.Failed or ProviderState.Other or ProviderState.Verified) && attempt.ProviderId is null) attempt.Know(seen.Id, seen.Card, null);
        switch (seen.State)
        {
            case ProviderState.Initiated:
                attempt.Become(AttemptStatus.Open);
                break;
            case ProviderState.Failed:
                await DeclineAsync(db, payment, attempt, seen, cause, now, ct);
                break;
            case ProviderState.Authorized:
                if (!attempt.Become(AttemptStatus.Authorized) || !payment.Become(PaymentStatus.Authorized)) break;
                db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Authorized, cause, now, seen.Amount.Minor));
                db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new PaymentPromised(payment.Id, payment.BookingId), now));
                break;
            case ProviderState.Paid or ProviderState.Captured or ProviderState.Refunded:
                await CountAsync(db, payment, attempt, seen, cause, now, ct);
                await CountRefundsAsync(db, payment, seen, cause, now, ct);
                break;
            case ProviderState.Voided:
                if (attempt.Status is AttemptStatus.Open or AttemptStatus.Asking or AttemptStatus.Lapsed) attempt.Become(AttemptStatus.Authorized); // we never heard of it in between
                await VoidAsync(db, payment, attempt, cause, now, ct);
                break;
        }
    }

    // The page stays open after a refused card: another one may follow.
    private static async Task DeclineAsync(SalonDb db, Payment payment, PaymentAttempt attempt, ProviderPayment seen, Cause cause, Instant now, CancellationToken ct)
    {
        if (attempt.Status is not (AttemptStatus.Asking or AttemptStatus.Open)) return;
        if (await db.PaymentEvents.AnyAsync(e => e.PaymentId == payment.Id && e.News == PaymentNews.Declined && e.Reference == seen.Id, ct)) return;
        attempt.Fail(seen.Words);
        if (attempt.Kind == AttemptKind.Token && attempt.Become(AttemptStatus.Failed)) payment.Become(PaymentStatus.Lapsed);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Declined, cause with { Reference = seen.Id }, now, seen.Amount.Minor, Why.Said(seen.Words)));
    }

    private static async Task CountAsync(SalonDb db, Payment payment, PaymentAttempt attempt, ProviderPayment seen, Cause cause, Instant now, CancellationToken ct)
    {
        if (seen.Amount.Currency != payment.Amount.Currency)
        {
            await NoteAsync(db, new(WorkKind.AmountDiffers, $"amount:{seen.Id}", payment.Id, seen.Id, payment.Amount.Minor, seen.TakenMinor), now, ct);
            return;
        }

        var wasPromised = attempt.Status == AttemptStatus.Authorized;
        if (!attempt.Become(AttemptStatus.Paid) || !payment.Become(PaymentStatus.Paid)) return; // counted already

        payment.Capture(seen.TakenMinor, seen.FeeMinor, now);
        Ledger.Paid(db, payment, attempt.Id, seen.TakenMinor, now);
        Ledger.Fee(db, payment, attempt.Id, seen.FeeMinor, now);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Paid, cause, now, seen.TakenMinor, cause.Why));

        // A bank's coupon may take something off, and a promise may be captured in part: everything else is not what was asked.
        var isWhole = seen.Amount == payment.Amount || (seen.OriginalMinor == payment.Amount.Minor && seen.Amount.Minor < payment.Amount.Minor);
        if (isWhole && (wasPromised || seen.TakenMinor >= seen.Amount.Minor)) db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new PaymentReceived(payment.Id, payment.BookingId), now));
        else
        {
            await NoteAsync(db, new(WorkKind.AmountDiffers, $"amount:{seen.Id}", payment.Id, seen.Id, payment.Amount.Minor, seen.TakenMinor), now, ct);
            db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new ReceiptsDue(payment.BookingId), now));
        }
    }

    // From numbers alone: the provider's word for a refund does not say of how much.
    private static async Task CountRefundsAsync(SalonDb db, Payment payment, ProviderPayment seen, Cause cause, Instant now, CancellationToken ct)
    {
        if (payment.Status != PaymentStatus.Paid || seen.RefundedMinor <= payment.RefundedMinor) return;
        var asking = await db.Refunds.SingleOrDefaultAsync(r => r.PaymentId == payment.Id && r.Status == RefundStatus.Asking, ct);
        if (asking is not null)
        {
            if (seen.RefundedMinor >= asking.BeforeMinor + asking.Minor) await FinishAsync(db, payment, asking, cause, now, ct);
            return;
        }

        var outside = Math.Min(seen.RefundedMinor, payment.CapturedMinor) - payment.RefundedMinor;
        if (outside <= 0) return;
        var refund = Refund.Want(
            payment.OrganizationId, payment.Id, $"outside:{seen.Id}:{seen.RefundedMinor}", outside, Why.Of(PaymentReason.RefundedOutside), null, now);
        db.Refunds.Add(refund);
        await NoteAsync(db, new(WorkKind.RefundedOutside, $"outside:{seen.Id}:{seen.RefundedMinor}", payment.Id, seen.Id, payment.RefundedMinor, seen.RefundedMinor), now, ct);
        await FinishAsync(db, payment, refund, cause, now, ct);
    }

    /// <summary>The money has gone back for certain.</summary>
    internal static async Task FinishAsync(SalonDb db, Payment payment, Refund refund, Cause cause, Instant now, CancellationToken ct)
    {
        if (!refund.Become(RefundStatus.Done)) return;
        refund.Finish(now);
        await Tips.ReturnAsync(db, payment, payment.TipOf(refund.Minor), now, ct);
        Ledger.Refunded(db, payment, refund, await Ledger.HeldAsync(db, payment.BookingId, ct), now);
        payment.GiveBack(refund.Minor);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Refunded, cause, now, refund.Minor, refund.Why));
        db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new PaymentRefunded(refund.Id, payment.Id, payment.BookingId), now));
    }

    private static async Task VoidAsync(SalonDb db, Payment payment, PaymentAttempt attempt, Cause cause, Instant now, CancellationToken ct)
    {
        if (!attempt.Become(AttemptStatus.Voided)) return;
        if (payment.Status is PaymentStatus.Open or PaymentStatus.Lapsed) payment.Become(PaymentStatus.Authorized);
        var taken = payment.CapturedMinor - payment.RefundedMinor;
        if (!payment.Become(PaymentStatus.Voided)) return;
        if (taken > 0)
        {
            Ledger.Voided(db, payment, attempt.Id, taken, await Ledger.HeldAsync(db, payment.BookingId, ct), now);
            payment.GiveBack(taken);
            db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new ReceiptsDue(payment.BookingId), now));
        }

        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.Voided, cause, now, taken > 0 ? taken : payment.Amount.Minor, cause.Why));
    }
}
