using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;

namespace Salon.Payments.Online;

/// <summary>
/// Gives money back, once. The provider knows no key that makes a repeated refund harmless, so what it had given back is read and written
/// down before it is asked; afterwards the numbers alone tell whether it did.
/// </summary>
public sealed class RefundRunner(Database database, IPaymentGateway gateway, PaymentAccounts accounts, PaymentRecorder recorder, TimeProvider clock) : IOutboxHandler<RefundRequested>
{
    /// <summary>A request whose answer was lost may still be on its way: asked again only after this.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(2);

    /// <summary>Who took longer from looking to asking was suspended on the way. With the time an answer may take it stays below <see cref="Patience"/>.</summary>
    private static readonly Duration StandsStill = Duration.FromMinutes(1);

    private static readonly Cause Own = new(NewsFrom.Policy);

    public Task<Handled> HandleAsync(Delivery delivery, RefundRequested message, CancellationToken ct) => RunAsync(delivery.Organization, message.Refund, ct);

    internal async Task<Handled> RunAsync(OrganizationId organization, RefundId id, CancellationToken ct)
    {
        if (await ReadAsync(organization, id, ct) is not { } job) return Handled.Done;
        if (job.ProviderId is not { } providerId)
        {
            await GiveUpAsync(organization, id, "Payment.ByHand", ct);
            return Handled.Done;
        }

        if (await accounts.KeysAsync(organization, ct) is not { } keys) return Handled.Later("no keys");
        var looked = clock.GetCurrentInstant();
        if (await gateway.PaymentAsync(keys, providerId, ct) is not Heard<ProviderPayment>.Answer { Value: var seen }) return Handled.Later("the payment cannot be read");
        if (await recorder.RecordAsync(organization, job.Attempt, seen, Own, ct) is not null) return Handled.Later("written meanwhile");

        if (await AskAsync(organization, id, seen.RefundedMinor, looked, ct) is { } wait) return wait;
        if (clock.GetCurrentInstant() - looked > StandsStill) return Handled.Later("this program stood still", Patience); // another may be about to ask again
        switch (await gateway.RefundAsync(keys, providerId, job.Minor, ct))
        {
            case Heard<ProviderPayment>.Answer { Value: var after }:
                await recorder.RecordAsync(organization, job.Attempt, after, Own, ct);
                return await ReadAsync(organization, id, ct) is null ? Handled.Done : Handled.Later("not seen in the amounts yet", Patience);
            case Heard<ProviderPayment>.Refused { Again: true } refused:
                await ChangeAsync(organization, id, refund => refund.Become(RefundStatus.Wanted), ct);
                return Handled.Later(refused.Code);
            case Heard<ProviderPayment>.Refused refused:
                await GiveUpAsync(organization, id, refused.Code, ct);
                return Handled.Done;
            default:
                return Handled.Later("no answer: the amounts will tell", Patience);
        }
    }

    private sealed record Job(AttemptId Attempt, string? ProviderId, long Minor);

    /// <returns>Null when there is nothing to do any more.</returns>
    private async Task<Job?> ReadAsync(OrganizationId organization, RefundId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        var refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (refund is null || refund.Status is RefundStatus.Done or RefundStatus.Refused) return null;
        var attempt = await db.PaymentAttempts.AsNoTracking().Where(a => a.PaymentId == refund.PaymentId && a.Status == AttemptStatus.Paid).SingleOrDefaultAsync(ct);
        return new Job(attempt?.Id ?? default, attempt?.ProviderId, refund.Minor); // voided meanwhile: nothing is left to give back
    }

    /// <param name="before">What the provider had given back when it was looked at.</param>
    /// <param name="looked">When that look began: an amount that was read before the last request had its time says nothing about it.</param>
    /// <returns>Null when the provider may be asked now.</returns>
    private async Task<Handled?> AskAsync(OrganizationId organization, RefundId id, long before, Instant looked, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var refund = await db.Refunds.SingleAsync(r => r.Id == id, ct);
        if (refund.Status is RefundStatus.Done or RefundStatus.Refused) return Handled.Done;
        if (refund.Status == RefundStatus.Asking && looked < refund.AskedAt + Patience) return Handled.Later("asked just now", Patience);
        if (refund.Status == RefundStatus.Wanted)
        {
            if (await db.Refunds.AnyAsync(r => r.PaymentId == refund.PaymentId && r.Status == RefundStatus.Asking, ct)) return Handled.Later("another part is on its way", Duration.FromSeconds(5), counts: false);
            refund.Become(RefundStatus.Asking);
        }

        refund.Ask(before, now);
        return await db.CommitAsync(ct) is null ? null : Handled.Later("written meanwhile", Duration.FromSeconds(5), counts: false);
    }

    private async Task GiveUpAsync(OrganizationId organization, RefundId id, string code, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var refund = await db.Refunds.SingleAsync(r => r.Id == id, ct);
        if (!refund.Become(RefundStatus.Refused)) return;
        refund.Fail(code);
        var payment = await db.Payments.SingleAsync(p => p.Id == refund.PaymentId, ct);
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.RefundRefused, Own, now, refund.Minor, refund.Why));
        await PaymentRecorder.NoteAsync(db, new(WorkKind.RefundRefused, $"refund:{id}", payment.Id, null, refund.Minor, 0), now, ct);
        db.Announce(new Change(organization, ChangeKind.Payments));
        await db.CommitAsync(ct); // refused: it went on meanwhile, and is looked at again
    }

    private async Task ChangeAsync(OrganizationId organization, RefundId id, Func<Refund, bool> change, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(organization, ct);
        if (change(await db.Refunds.SingleAsync(r => r.Id == id, ct))) await db.CommitAsync(ct); // refused: it went on meanwhile
    }
}

/// <summary>Puts requests for refunds into the table, never for more than there is.</summary>
internal static class RefundRequests
{
    /// <summary>What may still be asked back of a payment: what is on its way back already is not there any more.</summary>
    public static async Task<long> AvailableAsync(SalonDb db, Payment payment, CancellationToken ct)
    {
        return payment.RefundableMinor - await UnderWay(db).Where(r => r.PaymentId == payment.Id).SumAsync(r => r.Minor, ct);
    }

    internal static IQueryable<Refund> UnderWay(SalonDb db) => db.Refunds.Where(r => r.Status == RefundStatus.Wanted || r.Status == RefundStatus.Asking);

    /// <summary>Adds a request to the commit under way. The payment's version goes up with it, so that two requests at once cannot both count on the same money.</summary>
    public static Refund Add(SalonDb db, Payment payment, string key, long minor, Why why, Cause cause, Instant now)
    {
        var refund = Refund.Want(payment.OrganizationId, payment.Id, key, minor, why, cause.User, now);
        db.Refunds.Add(refund);
        payment.Touch();
        db.PaymentEvents.Add(PaymentEvent.Of(payment, PaymentNews.RefundWanted, cause, now, minor, why));
        db.Outbox.Add(OutboxMessage.For(payment.OrganizationId, new RefundRequested(refund.Id), now));
        db.Announce(new Change(payment.OrganizationId, ChangeKind.Payments));
        return refund;
    }
}
