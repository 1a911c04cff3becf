using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Outbox;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;

namespace Salon.Payments.Rules;

/// <summary>What a visit's money comes to, for its customer.</summary>
/// <param name="Paid">Came and has not gone back.</param>
/// <param name="GoesBack">Of it, what is on its way back.</param>
/// <param name="Returned">Has gone back.</param>
/// <param name="Kept">Of what was paid, what the salon keeps of a visit that did not happen.</param>
/// <param name="Refundable">Would go back if she cancelled now.</param>
/// <param name="Due">Asked for before the visit stands, and not paid yet.</param>
/// <param name="Promised">Held on her card, and taken at the visit.</param>
/// <param name="Later">What would be kept after the free limit; null when nothing was paid, or the visit is not ahead.</param>
public sealed record BookingMoney(Money Paid, Money GoesBack, Money Returned, Money Kept, Money Refundable, Money Due, Money Promised, Settlement? IfCancelledNow, Fees? Later);

/// <summary>Does with the money what the visit's policy says: when it is cancelled, when nobody comes, when it took place, when money came too late.</summary>
public sealed class Settlements(Database database, BookingService bookings, TimeProvider clock)
    : IOutboxHandler<BookingCancelled>, IOutboxHandler<BookingNoShow>, IOutboxHandler<BookingCompleted>, IOutboxHandler<PaymentReceived>
{
    private const int Attempts = 6;
    private static readonly Duration PromisesTake = Duration.FromSeconds(5);
    private static readonly Cause ByPolicy = new(NewsFrom.Policy);

    internal static string EarnedBy(PaymentId payment) => $"earned:{payment.Value:N}";

    public Task<Handled> HandleAsync(Delivery delivery, BookingCancelled message, CancellationToken ct) =>
        AfterPromisesAsync(delivery, message.Booking, message.BySalon ? CancelCause.BySalon : CancelCause.ByCustomer, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingNoShow message, CancellationToken ct) => AfterPromisesAsync(delivery, message.Booking, CancelCause.NoShow, ct);

    public Task<Handled> HandleAsync(Delivery delivery, BookingCompleted message, CancellationToken ct) => EarnAsync(delivery.Organization, message.Booking, ct);

    public Task<Handled> HandleAsync(Delivery delivery, PaymentReceived message, CancellationToken ct) => ConfirmAsync(delivery.Organization, message.Payment, message.Booking, ct);

    /// <summary>A customer cancelled and waits to read what becomes of her money. Without this call the outbox does it a moment later; done twice, it counts once.</summary>
    public Task CancelledAsync(OrganizationId organization, BookingId booking, CancellationToken ct) => SettleAsync(organization, booking, CancelCause.ByCustomer, clock.GetCurrentInstant(), ct);

    // What was only promised becomes money first, or nothing: one fee is kept of both together.
    private async Task<Handled> AfterPromisesAsync(Delivery delivery, BookingId booking, CancelCause cause, CancellationToken ct)
    {
        await using (var db = await database.OpenAsync(delivery.Organization, ct))
        {
            if (await db.Payments.AnyAsync(p => p.BookingId == booking && p.Status == PaymentStatus.Authorized, ct)) return Handled.Later("A promise is still open.", PromisesTake);
        }

        return await SettleAsync(delivery.Organization, booking, cause, delivery.HappenedAt, ct);
    }

    /// <summary>Money came: the visit stands, or the money goes back. Asked twice, it does its thing once.</summary>
    internal async Task<Handled> ConfirmAsync(OrganizationId organization, PaymentId id, BookingId booking, CancellationToken ct)
    {
        var stands = await bookings.ConfirmPaidAsync(Actor.System(organization), booking, ct);
        if (stands.Error is { } refusal && !IsFinal(refusal)) return Handled.Later(refusal.Code);

        return await WriteAsync(organization, async (db, now) =>
        {
            var payment = await db.Payments.SingleAsync(p => p.Id == id, ct);
            var news = stands.Error is null ? PaymentNews.Confirmed : PaymentNews.CameTooLate;
            if (await db.PaymentEvents.AnyAsync(e => e.PaymentId == id && (e.News == PaymentNews.Confirmed || e.News == PaymentNews.CameTooLate), ct)) return false;
            db.PaymentEvents.Add(PaymentEvent.Of(payment, news, ByPolicy, now));
            if (stands.Error is null)
            {
                if (await db.Bookings.AnyAsync(b => b.Id == booking && b.Status == BookingStatus.Completed, ct)) await EarnAsync(db, booking, now, ct);
                if (await Bill.ReadAsync(db, booking, ct) is { Over.Minor: > 0 } bill) await NoteOverAsync(db, bill, now, ct);
                return true;
            }

            var back = await RefundRequests.AvailableAsync(db, payment, ct);
            if (back > 0) RefundRequests.Add(db, payment, $"late:{id}", back, Why.Of(PaymentReason.PaidTooLate), ByPolicy, now);
            db.Outbox.Add(OutboxMessage.For(organization, new PaymentCameTooLate(id, booking), now));
            return true;
        }, ct);
    }

    // The counter takes no more than is due: what is too much came from elsewhere.
    private static async Task NoteOverAsync(SalonDb db, Bill bill, Instant now, CancellationToken ct)
    {
        var last = await db.Payments.Where(p => p.BookingId == bill.Booking && p.Status == PaymentStatus.Paid)
            .OrderByDescending(p => p.Method == PaymentMethod.Online).ThenByDescending(p => p.PaidAt).Select(p => p.Id).FirstAsync(ct);
        await PaymentRecorder.NoteAsync(db, new(WorkKind.PaidTooMuch, $"over:{bill.Booking}:{bill.Paid.Minor}", last, null, bill.Total.Minor, bill.Paid.Minor), now, ct);
    }

    private static bool IsFinal(Error refusal) =>
        refusal == BookingErrors.SlotTaken || refusal == BookingErrors.AlreadyStarted || refusal == BookingErrors.NotOpen || refusal == BookingErrors.NotFound
        || refusal == BookingErrors.SalonClosed || refusal.Kind is ErrorKind.Invalid or ErrorKind.NotFound;

    internal Task<Handled> SettleAsync(OrganizationId organization, BookingId id, CancelCause cause, Instant at, CancellationToken ct) => WriteAsync(organization, async (db, now) =>
    {
        if (await db.Settlements.AnyAsync(s => s.BookingId == id, ct)) return false;
        var booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (booking is null) return false;

        var available = await AvailableAsync(db, id, ct);
        var paid = available.Sum(a => a.Minor);
        if (paid == 0) return false;

        var settled = await EvaluateAsync(db, booking, paid, cause, at, ct);
        db.Settlements.Add(BookingSettlement.Of(organization, id, booking.ContactId, cause, paid, settled, now));
        var (left, given) = (settled.Refund, new Dictionary<PaymentId, long>());
        foreach (var (payment, minor) in available)
        {
            var back = Math.Min(left, minor);
            if (back > 0) RefundRequests.Add(db, payment, $"settle:{id}:{payment.Id}", back, Why.Of(settled.Reason), ByPolicy, now);
            (left, given[payment.Id]) = (left - back, back);
        }

        if (settled.Kept > 0) await KeepAsync(db, booking, [.. available.Select(a => (a.Payment, a.Minor - given.GetValueOrDefault(a.Payment.Id)))], now, ct);
        return true;
    }, ct);

    internal Task<Handled> EarnAsync(OrganizationId organization, BookingId id, CancellationToken ct) => WriteAsync(organization, (db, now) => EarnAsync(db, id, now, ct), ct);

    /// <summary>The visit took place: what was paid for it is the salon's.</summary>
    internal static async Task<bool> EarnAsync(SalonDb db, BookingId id, Instant now, CancellationToken ct)
    {
        var payments = await db.Payments.Where(p => p.BookingId == id && p.Status == PaymentStatus.Paid).ToListAsync(ct);
        if (payments.Count == 0) return false;
        var held = await Ledger.HeldAsync(db, id, ct);
        var any = false;
        foreach (var payment in payments)
        {
            var cause = EarnedBy(payment.Id);
            var gross = Math.Min(Payment.ForVisit(payment.CapturedMinor, payment.RefundedMinor, payment.TipMinor), held);
            if (gross <= 0 || await db.Ledger.AnyAsync(e => e.Cause == cause, ct)) continue;
            var vat = await UndocumentedVatAsync(db, id, payment.Id, gross, ct);
            Ledger.Earned(db, db.Organization, id, payment.Amount with { Minor = gross - vat }, vat, cause, now);
            (any, held) = (true, held - gross);
        }

        return any;
    }

    // VAT is charged by documents. Of money that a document tells of, what is earned is what that left.
    private static async Task KeepAsync(SalonDb db, Booking booking, IReadOnlyList<(Payment Payment, long Minor)> kept, Instant now, CancellationToken ct)
    {
        var documents = await ReceiptBook.CatchUpAsync(db, booking.Id, now, ct);
        long net = 0, vat = 0;
        foreach (var (payment, minor) in kept.Where(k => k.Minor > 0))
        {
            var document = documents.FirstOrDefault(d => d.Key == ReceiptBook.KeyOf(payment.Id));
            var charged = document is null ? 0 : document.VatMinor - document.VatOf(Math.Max(0, document.Gross.Minor - minor));
            var due = document is null ? await UndocumentedVatAsync(db, booking.Id, payment.Id, minor, ct) : 0;
            (net, vat) = (net + minor - charged - due, vat + due);
        }

        net = Math.Min(net, await Ledger.HeldAsync(db, booking.Id, ct) - vat);
        Ledger.Earned(db, db.Organization, booking.Id, booking.Price with { Minor = net }, vat, $"kept:{booking.Id.Value:N}", now);
    }

    // Where another program writes a salon's documents, VAT is counted when the money is earned.
    private static async Task<long> UndocumentedVatAsync(SalonDb db, BookingId id, PaymentId payment, long gross, CancellationToken ct)
    {
        if (!await db.TaxProfiles.AnyAsync(t => t.Scheme == TaxScheme.Phase2, ct)) return 0;
        var key = ReceiptBook.KeyOf(payment);
        return await db.TaxInvoices.AnyAsync(i => i.Key == key, ct) ? 0 : (await Bill.ReadAsync(db, id, ct))!.VatOf(gross);
    }

    /// <summary>What of each payment for a visit may be kept or go back, in minor units, newest first. What was given to people is theirs.</summary>
    internal static async Task<List<(Payment Payment, long Minor)>> AvailableAsync(SalonDb db, BookingId id, CancellationToken ct)
    {
        var payments = await db.Payments.Where(p => p.BookingId == id && p.Status == PaymentStatus.Paid).OrderByDescending(p => p.CreatedAt).ToListAsync(ct);
        if (payments.Count == 0) return [];
        var underWay = await RefundRequests.UnderWay(db).Where(r => db.Payments.Any(p => p.Id == r.PaymentId && p.BookingId == id))
            .GroupBy(r => r.PaymentId).Select(g => new { g.Key, Minor = g.Sum(r => r.Minor) }).ToDictionaryAsync(g => g.Key, g => g.Minor, ct);
        return payments.ConvertAll(p => (p, Math.Max(0, p.RefundableMinor - underWay.GetValueOrDefault(p.Id) - p.TipMinor)));
    }

    /// <summary>What would become of the money if the visit did not happen, by the one evaluator.</summary>
    internal static async Task<Settlement> EvaluateAsync(SalonDb db, Booking booking, long paid, CancelCause cause, Instant at, CancellationToken ct)
    {
        var past = (await PastOfAsync(db, [(booking.ContactId, booking.Policy)], booking.Id, ct))(booking.ContactId);
        return CancelPolicy.Settle(booking.Policy, booking.Price.Minor, paid, cause, past.Record, past.FirstTime, at);
    }

    /// <summary>What the evaluator has to know of customers beside what was agreed, in two statements at most.</summary>
    /// <param name="visits">Whose, and under which terms.</param>
    /// <param name="besides">The visit whose money is asked about: neither that she missed it nor what was decided about it counts against her twice.</param>
    internal static async Task<Func<ContactId?, (VisitRecord Record, bool FirstTime)>> PastOfAsync(
        SalonDb db, IReadOnlyCollection<(ContactId? Contact, PolicySnapshot Policy)> visits, BookingId besides, CancellationToken ct)
    {
        var graced = visits.Where(v => v.Policy.Money is { Rules.Grace: true }).Select(v => v.Contact).OfType<ContactId>().Distinct().ToList();
        var unsaid = visits.Where(v => v.Policy.Money is { Tier: null, Rules.TrustLadder: true }).Select(v => v.Contact).OfType<ContactId>().Distinct().ToList();
        // By the visit: customers that turn out to be one person take their visits with them, and what was decided about the money is never rewritten.
        var repeated = graced.Count == 0 ? []
            : await (from s in db.Settlements
                     join b in db.Bookings on s.BookingId equals b.Id
                     where b.ContactId != null && graced.Contains(b.ContactId.Value) && s.BookingId != besides && (s.KeptMinor > 0 || s.Reason == SettleReason.FirstTime)
                     select b.ContactId).Distinct().ToListAsync(ct);
        var records = unsaid.Count == 0 ? null : await VisitMoney.RecordsOfAsync(db, unsaid, besides, ct);
        return contact => contact is { } her ? (records?.GetValueOrDefault(her) ?? VisitRecord.Unknown, !repeated.Contains(her)) : (VisitRecord.Unknown, true);
    }

    private async Task<Handled> WriteAsync(OrganizationId organization, Func<SalonDb, Instant, Task<bool>> write, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            var now = clock.GetCurrentInstant();
            await using var db = await database.OpenForWriteAsync(organization, ct);
            if (!await write(db, now)) return Handled.Done;
            db.Announce(new Change(organization, ChangeKind.Payments));
            if (await db.CommitAsync(ct) is not { } trouble) return Handled.Done;
            if (round == Attempts) return Handled.Later(trouble.Code);
        }
    }
}
