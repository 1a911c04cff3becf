using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Bookings.Customers;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Online;
using Salon.Payments.Rules;
using Salon.Payments.Till;

namespace Salon.Payments.Reconciliation;

/// <summary>Reads payments that nobody asked for, and the visits they may be for.</summary>
public sealed class UnknownPaymentQueries(Database database, CustomerQueries customers)
{
    private const int MostSuggested = 5, MostFound = 20, MostLookedAt = 200, SettledShown = 10;
    private static readonly Duration Around = Duration.FromDays(1), Asked = Duration.FromDays(14), Ahead = Duration.FromDays(60), JustBefore = Duration.FromHours(2);

    private const VisitFit AnyFit = VisitFit.Named | VisitFit.Due | VisitFit.Amount | VisitFit.Day | VisitFit.Booked;

    private static readonly BookingStatus[] Standing =
        [BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed];

    public async Task<Result<UnknownPaymentView>> FindAsync(Actor actor, RowId id, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await Views(db, db.WorkItems.Where(w => w.Id == id && w.Kind == WorkKind.UnknownPayment)).SingleOrDefaultAsync(ct) is { } view ? view : PaymentErrors.NotFound;
    }

    /// <summary>Those that were settled last, the latest first.</summary>
    public async Task<Result<IReadOnlyList<UnknownPaymentView>>> SettledAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await Views(db, db.WorkItems.Where(w => w.ClosedAt != null).OrderByDescending(w => w.ClosedAt).Take(SettledShown)).ToListAsync(ct);
    }

    /// <summary>The visits that a payment may be for, the likeliest first; those of a search when something is typed.</summary>
    /// <param name="typed">A booking's number, a customer's name or phone; empty for what fits by itself.</param>
    public async Task<Result<IReadOnlyList<PayableVisit>>> VisitsAsync(Actor actor, RowId item, ProviderPayment seen, string? typed, CancellationToken ct)
    {
        if (!actor.May(Permission.RefundPayments)) return PaymentErrors.NotAllowed;
        var isSearch = !string.IsNullOrWhiteSpace(typed);
        var hits = isSearch ? await customers.SearchAsync(actor, typed, ct) : SearchHits.Nothing;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var work = await db.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.Id == item && w.Kind == WorkKind.UnknownPayment, ct);
        if (work is null) return PaymentErrors.NotFound;

        var at = seen.At ?? work.CreatedAt;
        var named = await NamedAsync(db, work, seen, ct);
        var ids = isSearch ? await FoundAsync(db, hits, ct) : await LikelyAsync(db, seen, at, ct);
        if (!isSearch) ids.UnionWith(named);
        var asked = (await db.Payments.Where(p => ids.Contains(p.BookingId) && p.Amount.Minor == seen.TakenMinor && p.CapturedMinor == 0).Select(p => p.BookingId).ToListAsync(ct)).ToHashSet();
        var visits = (await ReadAsync(db, ids, ct)).ConvertAll(v => v.Visit with { Fit = FitOf(v.Visit, v.CreatedAt, seen, at, named, asked) });
        var ranked = visits.OrderByDescending(v => v.CanTake).ThenByDescending(v => Weight(v.Fit)).ThenBy(v => Math.Abs((v.StartsAt - at).TotalSeconds)).ThenBy(v => v.Number);
        return isSearch ? [.. ranked.Take(MostFound)] : (List<PayableVisit>)[.. ranked.Where(IsLikely).Take(MostSuggested)];
    }

    // What is paid already is hardly paid again: it must have a better reason than its time.
    private static bool IsLikely(PayableVisit visit) =>
        visit.CanTake && (visit.Fit & (visit.Due.Minor > 0 ? AnyFit : VisitFit.Named | VisitFit.Amount)) != VisitFit.None;

    // The page it came on, or what the payment itself says: an id of ours, or the number that people say.
    private static async Task<HashSet<BookingId>> NamedAsync(SalonDb db, WorkItem work, ProviderPayment seen, CancellationToken ct)
    {
        var words = seen.Metadata.GetValueOrDefault("booking_id") ?? "";
        var id = Guid.TryParse(words, out var guid) ? new BookingId(guid) : default;
        var number = int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : NumberIn(seen.Description);
        return [.. await db.Bookings.Where(b => b.Id == id || b.Number == number || db.Payments.Any(p => p.Id == work.PaymentId && p.BookingId == b.Id)).Select(b => b.Id).ToListAsync(ct)];
    }

    private static int NumberIn(string? words) =>
        (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('#', '.', ',', ':')).Where(w => w.Length == 7)
            .Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(n => n > 0);

    private static async Task<HashSet<BookingId>> FoundAsync(SalonDb db, SearchHits hits, CancellationToken ct)
    {
        var people = hits.Customers.Select(c => (ContactId?)c.Id).ToList();
        var ids = await db.Bookings.Where(b => people.Contains(b.ContactId) && b.Status != BookingStatus.Held && b.Status != BookingStatus.Expired)
            .OrderByDescending(b => b.StartsAt).Take(MostFound).Select(b => b.Id).ToListAsync(ct);
        return [.. ids, .. hits.Bookings.Select(b => b.Id)];
    }

    private static async Task<HashSet<BookingId>> LikelyAsync(SalonDb db, ProviderPayment seen, Instant at, CancellationToken ct)
    {
        var (amount, since, until) = (seen.TakenMinor, at - Asked, at + Ahead);
        var (before, after, shortly) = (at - Around, at + Around, at - JustBefore);
        var standing = db.Bookings.Where(b => Standing.Contains(b.Status));
        var priced = await standing.Where(b => b.StartsAt > since && b.StartsAt < until
                && (b.Price.Minor == amount || db.Payments.Any(p => p.BookingId == b.Id && p.Amount.Minor == amount && p.CapturedMinor == 0)))
            .OrderBy(b => b.StartsAt).Take(MostLookedAt).Select(b => b.Id).ToListAsync(ct);
        var near = await standing.Where(b => (b.StartsAt > before && b.StartsAt < after) || (b.CreatedAt > shortly && b.CreatedAt <= at))
            .OrderBy(b => b.StartsAt).Take(MostLookedAt).Select(b => b.Id).ToListAsync(ct);
        return [.. priced, .. near];
    }

    private static async Task<List<(PayableVisit Visit, Instant CreatedAt)>> ReadAsync(SalonDb db, IReadOnlyCollection<BookingId> ids, CancellationToken ct)
    {
        var rows = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            where ids.Contains(b.Id)
            select new { b.Id, b.Number, b.Status, Customer = c == null ? null : c.Name, Phone = c == null ? null : c.Phone, b.StartsAt, b.CreatedAt, branch.ZoneId }).ToListAsync(ct);
        var bills = await Bill.ReadAsync(db, ids, ct);
        return rows.ConvertAll(r => (new PayableVisit(
            r.Id, r.Number, r.Status, r.Customer, r.Phone, r.StartsAt, DateTimeZoneProviders.Tzdb[r.ZoneId], [.. bills[r.Id].Items.Where(i => i.Kind == BillLineKind.Booked).Select(i => i.Name)],
            bills[r.Id].Total, bills[r.Id].Due, VisitFit.None, Counter.IsOpenAt(r.Status)), r.CreatedAt));
    }

    private static VisitFit FitOf(PayableVisit visit, Instant bookedAt, ProviderPayment seen, Instant at, HashSet<BookingId> named, HashSet<BookingId> asked)
    {
        var fit = named.Contains(visit.Id) ? VisitFit.Named : VisitFit.None;
        var amount = seen.Amount with { Minor = seen.TakenMinor };
        if (visit.Due == amount) fit |= VisitFit.Due;
        else if (visit.Total == amount || asked.Contains(visit.Id)) fit |= VisitFit.Amount;
        if (visit.StartsAt > at - Around && visit.StartsAt < at + Around) fit |= VisitFit.Day;
        if (bookedAt <= at && bookedAt > at - JustBefore) fit |= VisitFit.Booked;
        return fit;
    }

    // A visit that the payment names comes before all others; one that only happens to be near comes last.
    private static int Weight(VisitFit fit) =>
        (fit.HasFlag(VisitFit.Named) ? 100 : 0) + (fit.HasFlag(VisitFit.Due) ? 40 : 0) + (fit.HasFlag(VisitFit.Amount) ? 30 : 0)
        + (fit.HasFlag(VisitFit.Day) ? 20 : 0) + (fit.HasFlag(VisitFit.Booked) ? 25 : 0);

    private static IQueryable<UnknownPaymentView> Views(SalonDb db, IQueryable<WorkItem> items) =>
        from w in items
        from a in db.PaymentAttempts.Where(a => a.Kind == AttemptKind.Linked && a.ProviderId == w.ProviderId).DefaultIfEmpty()
        from u in db.Users.Where(u => u.Id == w.ClosedBy).DefaultIfEmpty()
        orderby w.ClosedAt descending
        select new UnknownPaymentView(
            new WorkItemView(w.Id, w.Kind, w.PaymentId, w.ProviderId, w.ExpectedMinor, w.FoundMinor, w.Times, w.CreatedAt, w.LastAt,
                (from p in db.Payments
                 join b in db.Bookings on p.BookingId equals b.Id
                 join place in db.Branches on b.BranchId equals place.Id
                 where p.Id == (a == null ? w.PaymentId : a.PaymentId)
                 select place.ZoneId).FirstOrDefault()),
            w.ClosedAt != null ? UnknownState.Settled : w.Resolution != null ? UnknownState.GoingBack : UnknownState.Open,
            a == null ? null : a.PaymentId, w.Resolution, u == null ? null : u.Name, w.ClosedAt);
}
