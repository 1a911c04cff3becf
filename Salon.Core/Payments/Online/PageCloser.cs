using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;

namespace Salon.Payments.Online;

/// <summary>
/// Closes the provider's page when nobody should pay on it any more: the counter took the money, or the visit does not take place. Money that
/// came in the same moment counts all the same; what closing it leaves open is looked at again.
/// </summary>
public sealed class PageCloser(
    Database database, IPaymentGateway gateway, PaymentAccounts accounts, PaymentRecorder recorder, PaymentFollower follower, TimeProvider clock)
    : IOutboxHandler<PageUnwanted>, IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingNoShow>
{
    /// <summary>Somebody may be typing a code of her bank when the page closes.</summary>
    private static readonly Duration Grace = Duration.FromMinutes(10);

    private static readonly Duration LookAgain = Duration.FromMinutes(1);
    private static readonly Cause Own = new(NewsFrom.Policy);

    public Task<Handled> HandleAsync(Delivery delivery, PageUnwanted message, CancellationToken ct) => CloseAsync(delivery, message.Attempt, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct) => CloseAllAsync(delivery, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingNoShow message, CancellationToken ct) => CloseAllAsync(delivery, message.Booking, ct);

    /// <summary>Adds to the commit under way that pages which ask for more than this are closed after it.</summary>
    internal static async Task WantNoMoreThanAsync(SalonDb db, BookingId booking, long due, Instant now, CancellationToken ct)
    {
        foreach (var page in await Open(db, booking, due).Where(a => a.ExpiresAt > now).Select(a => a.Id).ToListAsync(ct))
            db.Outbox.Add(OutboxMessage.For(db.Organization, new PageUnwanted(page), now));
    }

    private static IQueryable<PaymentAttempt> Open(SalonDb db, BookingId booking, long due) => db.PaymentAttempts.Where(a =>
        a.Kind == AttemptKind.Page && (a.Status == AttemptStatus.Asking || a.Status == AttemptStatus.Open)
        && db.Payments.Any(p => p.Id == a.PaymentId && p.BookingId == booking && p.Amount.Minor > due));

    private async Task<Handled> CloseAllAsync(Delivery delivery, BookingId booking, CancellationToken ct)
    {
        List<AttemptId> pages;
        await using (var db = await database.OpenAsync(delivery.Organization, ct)) pages = await Open(db, booking, 0).Select(a => a.Id).ToListAsync(ct);
        var ended = Handled.Done;
        foreach (var page in pages)
        {
            if (await CloseAsync(delivery, page, ct) is var handled && handled != Handled.Done) ended = handled;
        }

        return ended;
    }

    private async Task<Handled> CloseAsync(Delivery delivery, AttemptId id, CancellationToken ct)
    {
        var organization = delivery.Organization;
        if (await WaitingAsync(organization, id, ct) is not { } attempt) return Handled.Done;
        if (await accounts.KeysAsync(organization, ct) is not { } keys) return Handled.Later("no keys");
        if (attempt.PageId is null) // the answer to its making was lost: it is looked for first
        {
            await follower.LookAsync(organization, id, Own, ct);
            attempt = await WaitingAsync(organization, id, ct);
            if (attempt is null) return Handled.Done;
            if (attempt.PageId is null) return Handled.Later("the page is not found yet", LookAgain);
        }

        switch (await gateway.ClosePageAsync(keys, attempt.PageId, ct))
        {
            case Heard<ProviderPage>.Answer { Value: var closed }:
                return await EndAsync(delivery, attempt, closed, ct);
            case Heard<ProviderPage>.Refused { Again: true } refused:
                return Handled.Later(refused.Code);
            case Heard<ProviderPage>.Unknown unknown:
                return Handled.Later(unknown.Code);
            default: // it cannot be closed: paid, over, or closed by an earlier try
                return await gateway.PageAsync(keys, attempt.PageId, ct) is Heard<ProviderPage>.Answer { Value: var page }
                    ? await EndAsync(delivery, attempt, page, ct) : Handled.Later("the page cannot be read");
        }
    }

    /// <returns>Null when nothing can come from its page any more.</returns>
    private async Task<PaymentAttempt?> WaitingAsync(OrganizationId organization, AttemptId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.PaymentAttempts.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == id && a.Kind == AttemptKind.Page && (a.Status == AttemptStatus.Asking || a.Status == AttemptStatus.Open), ct);
    }

    private async Task<Handled> EndAsync(Delivery delivery, PaymentAttempt attempt, ProviderPage page, CancellationToken ct)
    {
        foreach (var payment in page.Payments)
        {
            if (await recorder.RecordAsync(delivery.Organization, attempt.Id, payment, Own, ct) is { } trouble) return Handled.Later(trouble.Code);
        }

        if (page.Payments.Any(p => p.HasMoney || p.State == ProviderState.Authorized))
            return await follower.SettleAsync(delivery.Organization, attempt.Id, ct) is { } waits ? Handled.Later(waits.Code) : Handled.Done;

        // She was at her bank when it closed: what comes of that is waited for.
        if (page.Payments.Any(p => p.State == ProviderState.Initiated) && clock.GetCurrentInstant() < delivery.HappenedAt + Grace)
            return Handled.Later("a payer is at her bank", LookAgain, counts: false);
        await follower.LapseAsync(delivery.Organization, attempt.Id, Own, ct, PaymentNews.PageClosed);
        return Handled.Done;
    }
}
