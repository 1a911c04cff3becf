using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Online;
using Salon.Payments.Reconciliation;
using Salon.Payments.Rules;

namespace Salon.Payments.Books;

/// <summary>One payment in a list.</summary>
public sealed record PaymentRow(
    PaymentId Id, BookingId Booking, int BookingNumber, string? Customer, PaymentPurpose Purpose, PaymentMethod Method, PaymentStatus Status,
    Money Amount, long CapturedMinor, long RefundedMinor, long FeeMinor, Instant CreatedAt, Instant? PaidAt, string ZoneId)
{
    /// <summary>Of the branch whose visit it is for: its times are told in it.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <summary>Which payments of a salon a list shows.</summary>
public enum PaymentFilter
{
    All,
    Paid,
    /// <summary>Asked for, or promised by the bank; nothing has come.</summary>
    Waiting,
    /// <summary>All of it or a part.</summary>
    GivenBack,
    /// <summary>Nobody paid in time.</summary>
    NotPaid,
}

public sealed record PaymentList(IReadOnlyList<PaymentRow> Rows, int Page, int Pages);

/// <summary>One payment with everything that happened to it.</summary>
/// <param name="MayGoBack">What may still be refunded, in minor units.</param>
public sealed record PaymentView(PaymentRow Row, string? Card, string? ProviderId, bool Live, long MayGoBack, IReadOnlyList<PaymentEventView> Timeline, IReadOnlyList<RefundView> Refunds);

/// <param name="Name">Of the person who did it; null for the program and for customers.</param>
public sealed record PaymentEventView(Instant At, PaymentNews News, NewsFrom From, string? Name, long? Minor, Why Why, string? Reference);

public sealed record RefundView(RefundId Id, long Minor, RefundStatus Status, Why Why, string? Trouble, Instant CreatedAt, Instant? DoneAt);

/// <summary>Something a person has to look at.</summary>
public sealed record WorkItemView(
    RowId Id, WorkKind Kind, PaymentId? Payment, string? ProviderId, long? ExpectedMinor, long? FoundMinor, int Times, Instant CreatedAt, Instant LastAt, string? ZoneId)
{
    /// <summary>Of the branch whose money it is; null while it is no branch's.</summary>
    public DateTimeZone? Zone => ZoneId is null ? null : DateTimeZoneProviders.Tzdb[ZoneId];
}

/// <summary>Reads money for whoever may see it.</summary>
public sealed class PaymentQueries(Database database, BookingQueries bookings, TimeProvider clock)
{
    public const int Most = 200;

    public const int PageSize = 25;

    /// <summary>What a visit's money comes to, for whoever may see the visit.</summary>
    public async Task<Result<BookingMoney>> OfBookingAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out var view, out var refusal)) return refusal;
        return (await OfBookingsAsync(actor.Organization, [view], ct))[id];
    }

    /// <summary>The same for several visits at once: for those of them that the reader may see.</summary>
    public async Task<IReadOnlyList<BookingMoney>> OfBookingsAsync(Actor actor, IReadOnlyList<BookingId> ids, CancellationToken ct) =>
        [.. (await OfBookingsAsync(actor.Organization, await bookings.FindAsync(actor, ids, ct), ct)).Values];

    /// <summary>The same for several bookings of one salon, in a number of statements that does not depend on how many.</summary>
    /// <param name="views">As their reader was shown them: whoever sees the visit sees its money.</param>
    public async Task<IReadOnlyDictionary<BookingId, BookingMoney>> OfBookingsAsync(OrganizationId organization, IReadOnlyList<BookingView> views, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var ids = views.Select(v => v.Id).ToList();
        await using var db = await database.OpenAsync(organization, ct);
        var payments = (await db.Payments.Where(p => ids.Contains(p.BookingId)).AsNoTracking().ToListAsync(ct)).ToLookup(p => p.BookingId);
        var underWay = (await (from r in db.Refunds
                               join p in db.Payments on r.PaymentId equals p.Id
                               where ids.Contains(p.BookingId) && (r.Status == RefundStatus.Wanted || r.Status == RefundStatus.Asking || r.Status == RefundStatus.Refused)
                               select new { p.BookingId, r.Minor }).ToListAsync(ct)).ToLookup(r => r.BookingId, r => r.Minor);

        var kept = await db.Settlements.Where(s => ids.Contains(s.BookingId)).Select(s => new { s.BookingId, s.KeptMinor }).ToDictionaryAsync(s => s.BookingId, s => s.KeptMinor, ct);
        var past = await Settlements.PastOfAsync(db, [.. views.Where(IsAhead).Select(v => (v.ContactId, v.Policy))], default, ct);
        var money = new Dictionary<BookingId, BookingMoney>(views.Count);
        foreach (var view in views)
        {
            var paid = payments[view.Id].Sum(p => Payment.ForVisit(p.CapturedMinor, p.RefundedMinor, p.TipMinor)); // a tip is not the salon's to give back
            var back = underWay[view.Id].Sum();
            var promised = payments[view.Id].Where(p => p.Status == PaymentStatus.Authorized).Sum(p => p.Amount.Minor);
            Settlement? settled = null;
            Fees? later = null;
            if (paid + promised > back && IsAhead(view))
            {
                var (record, firstTime) = past(view.ContactId);
                settled = CancelPolicy.Settle(view.Policy, view.Price.Minor, paid + promised - back, CancelCause.ByCustomer, record, firstTime, now);
                later = CancelPolicy.Outlook(view.Policy, view.Price.Minor, paid + promised - back, record, firstTime);
            }

            var due = view.Status == BookingStatus.Pending ? Math.Max(0, (view.Policy.Money?.DueMinor ?? 0) - paid - promised) : 0;
            Money Of(long minor) => view.Price with { Minor = minor };
            money[view.Id] = new BookingMoney(Of(paid), Of(back), Of(payments[view.Id].Sum(p => p.RefundedMinor)), Of(kept.GetValueOrDefault(view.Id)), Of(settled?.Refund ?? 0), Of(due), Of(promised), settled, later);
        }

        return money;
    }

    private static bool IsAhead(BookingView view) => view.Status is BookingStatus.Pending or BookingStatus.Confirmed;

    /// <summary>One page of the payments, the newest first.</summary>
    /// <param name="page">From 1; past the end is the last one.</param>
    public async Task<Result<PaymentList>> ListAsync(Actor actor, PaymentFilter filter, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var all = filter switch
        {
            PaymentFilter.Paid => db.Payments.Where(p => p.Status == PaymentStatus.Paid),
            PaymentFilter.Waiting => db.Payments.Where(p => p.Status == PaymentStatus.Open || p.Status == PaymentStatus.Authorized),
            PaymentFilter.GivenBack => db.Payments.Where(p => p.RefundedMinor > 0),
            PaymentFilter.NotPaid => db.Payments.Where(p => p.Status == PaymentStatus.Lapsed),
            _ => db.Payments,
        };
        var pages = Math.Max(1, (await all.CountAsync(ct) + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var rows = await Rows(db, all.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(ct);
        return new PaymentList(rows, page, pages);
    }

    public async Task<Result<PaymentView>> FindAsync(Actor actor, PaymentId id, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        if (await Rows(db, db.Payments.Where(p => p.Id == id)).SingleOrDefaultAsync(ct) is not { } row) return PaymentErrors.NotFound;
        var attempt = await db.PaymentAttempts.Where(a => a.PaymentId == id).OrderByDescending(a => a.CreatedAt).Select(a => new { a.Card, a.ProviderId, a.Live }).FirstAsync(ct);
        var events = await (from e in db.PaymentEvents
                            from u in db.Users.Where(u => u.Id == e.UserId).DefaultIfEmpty()
                            where e.PaymentId == id
                            orderby e.At, e.News, e.Id
                            select new PaymentEventView(e.At, e.News, e.From, u == null ? null : u.Name, e.Minor, new Why(e.Because, e.Words), e.Reference)).ToListAsync(ct);
        var refunds = await db.Refunds.Where(r => r.PaymentId == id).OrderBy(r => r.CreatedAt)
            .Select(r => new RefundView(r.Id, r.Minor, r.Status, new Why(r.Because, r.Reason), r.Trouble, r.CreatedAt, r.DoneAt)).ToListAsync(ct);
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == id, ct);
        return new PaymentView(row, attempt.Card, attempt.ProviderId, attempt.Live, await RefundRequests.AvailableAsync(db, payment, ct), events, refunds);
    }

    /// <summary>Differences nobody has settled yet, the newest first.</summary>
    public async Task<Result<IReadOnlyList<WorkItemView>>> WorkItemsAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.WorkItems.Where(w => w.ClosedAt == null).OrderByDescending(w => w.LastAt).Take(Most)
            .Select(w => new WorkItemView(w.Id, w.Kind, w.PaymentId, w.ProviderId, w.ExpectedMinor, w.FoundMinor, w.Times, w.CreatedAt, w.LastAt,
                (from p in db.Payments
                 join b in db.Bookings on p.BookingId equals b.Id
                 join place in db.Branches on b.BranchId equals place.Id
                 where p.Id == w.PaymentId
                 select place.ZoneId).FirstOrDefault())).ToListAsync(ct);
    }

    /// <summary>How many of them there are; 0 for who may not settle them.</summary>
    public async Task<int> DifferencesAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return 0;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.WorkItems.CountAsync(w => w.ClosedAt == null, ct);
    }

    /// <summary>A person settled a difference, and says how.</summary>
    public async Task<Error?> CloseAsync(Actor actor, RowId id, string? resolution, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        if (TidyText.Line(resolution) is not { Length: > 0 } words || Characters.IsLonger(words, PaymentService.MaxReason)) return PaymentErrors.ReasonNeeded;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenForWriteAsync(actor, ct);
        await db.LockAsync([id.Value], ct); // somebody else may be settling it in another way
        var item = await db.WorkItems.SingleOrDefaultAsync(w => w.Id == id && w.ClosedAt == null, ct);
        if (item is null) return null; // settled already
        if (item.Kind == WorkKind.UnknownPayment) return PaymentErrors.NotOpen; // its money has to be somewhere: UnknownPayments
        item.Close(actor.User, words, now);
        db.Announce(new Change(actor.Organization, ChangeKind.Payments));
        return await db.CommitAsync(ct);
    }

    private static IQueryable<PaymentRow> Rows(SalonDb db, IQueryable<Payment> payments) =>
        from p in payments
        join b in db.Bookings on p.BookingId equals b.Id
        join place in db.Branches on b.BranchId equals place.Id
        from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
        orderby p.CreatedAt descending
        select new PaymentRow(
            p.Id, b.Id, b.Number, c == null ? null : c.Name, p.Purpose, p.Method, p.Status, p.Amount, p.CapturedMinor, p.RefundedMinor, p.FeeMinor, p.CreatedAt, p.PaidAt, place.ZoneId);
}
