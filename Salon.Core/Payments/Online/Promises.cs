using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Online;

/// <summary>
/// What becomes of amounts that a bank only keeps for the salon: they let the visit stand, are taken when it takes place, and are let go, or taken
/// in part, when it does not, by the same policy as money that was paid. Staff may do either before.
/// </summary>
public sealed class Promises(Database database, PaymentService payments, Settlements settlements, TimeProvider clock)
    : IOutboxHandler<PaymentPromised>, IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingNoShow>, IOutboxHandler<BookingCompleted>
{
    // A mada card is held for about 14 days: a visit further off is paid at once, and a promise that gets old all the same is taken.
    private static readonly Duration Longest = Duration.FromDays(7);
    internal static readonly Duration Old = Duration.FromDays(10);

    /// <summary>Whether a visit's deposit is only held: the salon wants it so, and the visit is near.</summary>
    internal static bool Suit(BookingView booking, Instant now) =>
        booking is { Status: BookingStatus.Pending, Policy.Money.Rules.HoldsDeposit: true } && booking.StartsAt - now <= Longest;

    public async Task<Handled> HandleAsync(Delivery delivery, PaymentPromised message, CancellationToken ct)
    {
        var done = await settlements.ConfirmAsync(delivery.Organization, message.Payment, message.Booking, ct);
        return done != Handled.Done || !await CameTooLateAsync(delivery.Organization, message.Payment, ct) ? done
            : await LetGoAsync(delivery.Organization, message.Payment, Why.Of(PaymentReason.PaidTooLate), ct);
    }

    public Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct) =>
        EndAsync(delivery.Organization, message.Booking, message.BySalon ? CancelCause.BySalon : CancelCause.ByCustomer, delivery.HappenedAt, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingNoShow message, CancellationToken ct) =>
        EndAsync(delivery.Organization, message.Booking, CancelCause.NoShow, delivery.HappenedAt, ct);

    public async Task<Handled> HandleAsync(Delivery delivery, BookingCompleted message, CancellationToken ct)
    {
        var open = await OpenAsync(delivery.Organization, message.Booking, ct);
        if (open.Count == 0) return Handled.Done;
        long due;
        await using (var db = await database.OpenAsync(delivery.Organization, ct)) due = (await Bill.ReadAsync(db, message.Booking, ct))!.Due.Minor;
        foreach (var promise in open) // unless the counter took the money another way
        {
            var part = Math.Min(due, promise.Amount.Minor);
            var done = await TakeOrLetGoAsync(delivery.Organization, promise.Id, part, Why.Of(PaymentReason.VisitTookPlace), ct);
            if (done != Handled.Done) return done;
            due -= part;
        }

        return await settlements.EarnAsync(delivery.Organization, message.Booking, ct);
    }

    /// <summary>The bank may soon let go of it: it is taken while its visit stands, and otherwise somebody has to look at it.</summary>
    internal async Task AgeAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        BookingStatus status;
        await using (var db = await database.OpenAsync(organization, ct))
            status = await db.Payments.Where(p => p.Id == id).Join(db.Bookings, p => p.BookingId, b => b.Id, (_, b) => b.Status).SingleAsync(ct);
        if (Counter.IsOpenAt(status)) await TakeAsync(organization, id, null, Why.Of(PaymentReason.PromiseAged), ct);
        else await NoteOpenAsync(organization, id, ct);
    }

    private async Task<Handled> EndAsync(OrganizationId organization, BookingId id, CancelCause cause, Instant at, CancellationToken ct)
    {
        var open = await OpenAsync(organization, id, ct);
        if (open.Count == 0) return Handled.Done;
        var (settled, paid) = await EvaluateAsync(organization, id, open.Sum(p => p.Amount.Minor), cause, at, ct);
        var fee = Math.Max(0, settled.Kept - paid); // what was paid already goes first
        foreach (var promise in open)
        {
            var part = Math.Min(fee, promise.Amount.Minor);
            var done = await TakeOrLetGoAsync(organization, promise.Id, part, Why.Of(settled.Reason), ct);
            if (done != Handled.Done) return done;
            fee -= part;
        }

        return await settlements.SettleAsync(organization, id, cause, at, ct);
    }

    /// <summary>By the one evaluator, of paid and promised together. A fee that is forgiven is written down: it is forgiven once.</summary>
    private async Task<(Settlement Settled, long Paid)> EvaluateAsync(OrganizationId organization, BookingId id, long promised, CancelCause cause, Instant at, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(organization, ct);
        var booking = await db.Bookings.AsNoTracking().SingleAsync(b => b.Id == id, ct);
        var paid = (await Settlements.AvailableAsync(db, id, ct)).Sum(a => a.Minor);
        var settled = await Settlements.EvaluateAsync(db, booking, paid + promised, cause, at, ct);
        if (settled.Reason == SettleReason.FirstTime && paid == 0 && !await db.Settlements.AnyAsync(s => s.BookingId == id, ct))
        {
            db.Settlements.Add(BookingSettlement.Of(organization, id, booking.ContactId, cause, promised, settled, now));
            await db.CommitAsync(ct); // refused: another node wrote the same
        }

        return (settled, paid);
    }

    private Task<Handled> TakeOrLetGoAsync(OrganizationId organization, PaymentId id, long minor, Why why, CancellationToken ct) =>
        minor > 0 ? TakeAsync(organization, id, minor, why, ct) : LetGoAsync(organization, id, why, ct);

    private async Task<Handled> TakeAsync(OrganizationId organization, PaymentId id, long? minor, Why why, CancellationToken ct) =>
        await AfterAsync(organization, id, (await payments.CaptureAsync(Actor.System(organization), id, minor, why, ct)).Error, ct);

    private async Task<Handled> LetGoAsync(OrganizationId organization, PaymentId id, Why why, CancellationToken ct) =>
        await AfterAsync(organization, id, (await payments.VoidAsync(Actor.System(organization), id, why, ct)).Error, ct);

    // Somebody did the one or the other before, and that stands; or the provider refuses, and a person has to see to it.
    private async Task<Handled> AfterAsync(OrganizationId organization, PaymentId id, Error? refusal, CancellationToken ct)
    {
        if (refusal is not null && refusal != PaymentErrors.NotOpen) return Handled.Later(refusal.Code);
        if (refusal is not null) await NoteOpenAsync(organization, id, ct);
        return Handled.Done;
    }

    private async Task NoteOpenAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        await using var db = await database.OpenForWriteAsync(organization, ct);
        if (await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Status == PaymentStatus.Authorized, ct) is not { } promise) return;
        var provider = await db.PaymentAttempts.Where(a => a.PaymentId == id).OrderByDescending(a => a.CreatedAt).Select(a => a.ProviderId).FirstAsync(ct);
        await PaymentRecorder.NoteAsync(db, new(WorkKind.AuthorizationAging, $"promise:{id}", id, provider, promise.Amount.Minor), clock.GetCurrentInstant(), ct);
        await db.CommitAsync(ct); // refused: another node noted the same
    }

    private async Task<List<Payment>> OpenAsync(OrganizationId organization, BookingId booking, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.Payments.AsNoTracking().Where(p => p.BookingId == booking && p.Status == PaymentStatus.Authorized).OrderBy(p => p.CreatedAt).ToListAsync(ct);
    }

    private async Task<bool> CameTooLateAsync(OrganizationId organization, PaymentId id, CancellationToken ct)
    {
        await using var db = await database.OpenAsync(organization, ct);
        return await db.PaymentEvents.AnyAsync(e => e.PaymentId == id && e.News == PaymentNews.CameTooLate, ct);
    }
}
