using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Books;
using Salon.Payments.Documents;
using Salon.Payments.Rules;
using Salon.Scheduling;

namespace Salon.Payments.Till;

/// <summary>Reads what the counter shows: a visit's checkout, a drawer's day. The number of statements does not depend on how much there is.</summary>
public sealed class DeskMoneyQueries(Database database, PublicHours hours, TimeProvider clock)
{
    private const int PageSize = 10, MostSold = 24;

    public async Task<Result<CheckoutView>> CheckoutAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var visit = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            where b.Id == id
            select new { b.Number, b.Status, Customer = c == null ? null : c.Name, b.BranchId, branch.ZoneId, b.StartsAt, b.BusinessDate }).SingleOrDefaultAsync(ct);
        if (visit is null || await Bill.ReadAsync(db, id, ct) is not { } bill) return BookingErrors.NotFound;

        var closedUntil = await DayCloseService.ClosedUntil(db, visit.BranchId).FirstOrDefaultAsync(ct);
        var mayVoid = actor.May(Permission.RefundPayments);
        var rows = await (
            from p in db.Payments
            from e in db.PaymentEvents.Where(e => e.PaymentId == p.Id && e.News == PaymentNews.Paid).DefaultIfEmpty()
            from u in db.Users.Where(u => u.Id == e.UserId).DefaultIfEmpty()
            where p.BookingId == id && p.CapturedMinor > 0
            orderby p.CreatedAt, p.Id
            select new { p.Id, p.Method, p.Status, p.Amount.Currency, p.CapturedMinor, p.TipMinor, p.RefundedMinor, p.CreatedAt, p.PaidAt, By = u == null ? null : u.Name }).ToListAsync(ct);
        List<TakenView> taken = [.. rows.DistinctBy(r => r.Id).Select(r => new TakenView(
            r.Id, r.Method, r.Status, new Money(r.CapturedMinor, r.Currency), r.TipMinor, r.RefundedMinor, r.PaidAt ?? r.CreatedAt, r.By, r.Method == PaymentMethod.Online,
            mayVoid && r.Method != PaymentMethod.Online && r is { Status: PaymentStatus.Paid, RefundedMinor: 0 } && !(closedUntil > r.CreatedAt)))];

        var working = bill.Items.Select(i => i.Staff).OfType<StaffId>().ToHashSet();
        var staff = await db.Staff.Where(s => s.Active || working.Contains(s.Id)).OrderBy(s => s.Id).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        var waiting = await db.Payments.Where(p => p.BookingId == id && p.Method == PaymentMethod.Online && (p.Status == PaymentStatus.Open || p.Status == PaymentStatus.Authorized))
            .OrderBy(p => p.CreatedAt).Select(p => new { p.Id, p.Status, p.Amount }).ToListAsync(ct);
        return new CheckoutView(
            id, visit.Number, visit.Status, visit.Customer, visit.BranchId, visit.ZoneId, visit.StartsAt, visit.BusinessDate, bill, taken,
            [.. staff.Select(s => new CheckoutPerson(s.Id, s.Name, working.Contains(s.Id))).OrderByDescending(p => p.Works)],
            Counter.IsOpenAt(visit.Status), await BillService.LimitAsync(db, actor, ct), mayVoid, waiting.Any(p => p.Status == PaymentStatus.Open),
            [.. waiting.Where(p => p.Status == PaymentStatus.Authorized).Select(p => new PromisedView(p.Id, p.Amount))]);
    }

    public async Task<Result<CounterMenu>> MenuAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var services = await (from s in db.Services
                              join c in db.Categories on s.CategoryId equals c.Id
                              where s.Active
                              orderby c.Position, s.Position, s.Id
                              select new CounterService(s.Id, s.Name, c.Name, s.Price)).ToListAsync(ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var sold = await db.BillLines.Where(l => l.Kind == BillLineKind.Retail).OrderByDescending(l => l.At).Take(200)
            .Select(l => new { l.Name, l.GrossMinor, l.Quantity }).ToListAsync(ct);
        return new CounterMenu(services, [.. sold.Select(l => new CounterItem(l.Name.Ar, new Money(l.GrossMinor / l.Quantity, currency))).DistinctBy(i => i.Name).Take(MostSold)],
            await db.TaxProfiles.AnyAsync(p => p.Scheme != TaxScheme.NotRegistered, ct));
    }

    /// <param name="date">Null for the day to count: see <see cref="DayCloseService.ProposedAsync"/>.</param>
    public async Task<Result<DrawerDay>> DayAsync(Actor actor, BranchId branch, LocalDate? date, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        if (!(await hours.ReadAsync(actor.Organization, ct)).TryGetValue(branch, out var open)) return DayErrors.UnknownBranch;
        var now = clock.GetCurrentInstant();
        var today = open.BusinessDateAt(now);

        await using var db = await database.OpenAsync(actor.Organization, ct);
        var day = date ?? await DayCloseService.ProposedAsync(db, branch, open, now, ct);
        var name = await db.Branches.Where(b => b.Id == branch).Select(b => b.Name).SingleAsync(ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var standing = DayCloseService.Standing(db, branch);
        var closed = await Views(db, standing.Where(c => c.Date == day)).SingleOrDefaultAsync(ct);
        var last = await standing.Where(c => c.Date < day).OrderByDescending(c => c.Date)
            .Select(c => new { c.Date, c.OpeningMinor, c.CountedMinor, c.UntilAt }).FirstOrDefaultAsync(ct);
        var next = await standing.Where(c => c.Date > day).OrderBy(c => c.Date).Select(c => (LocalDate?)c.Date).FirstOrDefaultAsync(ct);
        var span = closed is null
            ? DayCloseService.SpanOf(day, open, await DayCloseService.StartAsync(db, branch, day, open, last?.UntilAt, ct), now)
            : new Span(closed.FromAt, closed.UntilAt);
        var moved = closed?.MovedMinor ?? await DayCloseService.DrawerAsync(db, branch, span, ct);
        var countedOn = closed is null ? next : null;
        var unpaid = (await Unpaid(db, db.Bookings.Where(b => b.BranchId == branch && b.BusinessDate == day)).ToListAsync(ct)).ConvertAll(u => u.ToVisit());
        var moves = await DrawerService.ReadAsync(db, branch, span, ct);
        var opening = closed?.OpeningMinor ?? last?.OpeningMinor ?? 0;
        // What the last count left over its float was still there, and is what went to the bank since.
        if (closed is null && last is not null && last.CountedMinor > opening && moves.Where(m => m.Reason == DrawerReason.ToBank).Sum(m => -m.Minor) >= last.CountedMinor - opening) opening = last.CountedMinor;
        return new DrawerDay(
            branch, name, open.Zone.Id, day, today, currency, closed, span, last?.Date, opening, moved,
            countedOn is null ? await MovementsAsync(db, branch, span, ct) : [], unpaid, closed is null && countedOn is null && day <= today && open.HasBegun(day, now), countedOn is null ? moves : [])
        {
            CountedOn = countedOn,
            CanUndo = closed is not null && next is null && actor.May(Permission.UndoDayClose),
        };
    }

    /// <summary>One page of the closes, the latest first; with those that were undone.</summary>
    public async Task<Result<DayCloseList>> ClosesAsync(Actor actor, BranchId branch, int page, CancellationToken ct)
    {
        if (!actor.May(Permission.TakePayments)) return PaymentErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var all = db.DayCloses.Where(c => c.BranchId == branch);
        var pages = Math.Max(1, (await all.CountAsync(ct) + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var shown = all.OrderByDescending(c => c.Date).ThenByDescending(c => c.At).Skip((page - 1) * PageSize).Take(PageSize);
        return new DayCloseList(await Views(db, shown).ToListAsync(ct), page, pages);
    }

    /// <summary>Visits that took place, or are taking place, and are not paid in full; the latest first.</summary>
    internal static IQueryable<UnpaidRow> Unpaid(SalonDb db, IQueryable<Booking> bookings) =>
        from b in bookings
        where b.Status == BookingStatus.Arrived || b.Status == BookingStatus.InService || b.Status == BookingStatus.Completed
        let added = db.BillLines.Where(l => l.BookingId == b.Id && !db.BillLineVoids.Any(v => v.LineId == l.Id)).Sum(l => (long?)l.GrossMinor) ?? 0
        let paid = db.Payments.Where(p => p.BookingId == b.Id && p.CapturedMinor - p.RefundedMinor - p.TipMinor > 0).Sum(p => (long?)(p.CapturedMinor - p.RefundedMinor - p.TipMinor)) ?? 0
        from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
        join place in db.Branches on b.BranchId equals place.Id
        where b.Price.Minor + added > paid
        orderby b.BusinessDate descending, b.StartsAt descending, b.Id // by the day first: an index finds the days that are asked for
        select new UnpaidRow
        {
            Booking = b.Id, Number = b.Number, Status = b.Status, Customer = c == null ? null : c.Name, Branch = b.BranchId, ZoneId = place.ZoneId, Date = b.BusinessDate, StartsAt = b.StartsAt,
            Currency = b.Price.Currency, TotalMinor = b.Price.Minor + added, PaidMinor = paid,
        };

    internal sealed class UnpaidRow
    {
        public BookingId Booking { get; init; }
        public int Number { get; init; }
        public BookingStatus Status { get; init; }
        public string? Customer { get; init; }
        public BranchId Branch { get; init; }
        public string ZoneId { get; init; } = "";
        public LocalDate Date { get; init; }
        public Instant StartsAt { get; init; }
        public string Currency { get; init; } = "";
        public long TotalMinor { get; init; }
        public long PaidMinor { get; init; }

        public UnpaidVisit ToVisit() =>
            new(Booking, Number, Status, Customer, Branch, ZoneId, Date, StartsAt, new(TotalMinor, Currency), new(PaidMinor, Currency));
    }

    private static async Task<List<DayMovement>> MovementsAsync(SalonDb db, BranchId branch, Span span, CancellationToken ct)
    {
        Account[] places = [Account.Cash, Account.Terminal, Account.Clearing];
        var rows = await (
            from e in db.Ledger
            join b in db.Bookings on e.BookingId equals b.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            where b.BranchId == branch && e.At >= span.Start && e.At < span.End && e.PaymentId != null && e.Debit != Account.Fees && (places.Contains(e.Debit) || places.Contains(e.Credit))
            select new { e.Cause, e.At, e.Debit, e.Credit, e.Amount.Minor, Payment = e.PaymentId!.Value, Booking = b.Id, b.Number, Customer = c == null ? null : c.Name }).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.Cause).Select(g =>
        {
            var first = g.First();
            var isIn = places.Contains(first.Debit);
            var sign = isIn ? 1 : -1;
            var kind = isIn ? MovementKind.Paid : g.Key.StartsWith("void:", StringComparison.Ordinal) ? MovementKind.Voided : MovementKind.Refunded;
            var method = (isIn ? first.Debit : first.Credit) switch { Account.Cash => PaymentMethod.Cash, Account.Terminal => PaymentMethod.Terminal, _ => PaymentMethod.Online };
            return new DayMovement(first.At, kind, method, sign * g.Sum(r => r.Minor), sign * g.Where(r => r.Debit == Account.Tips || r.Credit == Account.Tips).Sum(r => r.Minor),
                first.Payment, first.Booking, first.Number, first.Customer);
        }).OrderByDescending(m => m.At)];
    }

    private static IQueryable<DayCloseView> Views(SalonDb db, IQueryable<DayClose> closes) =>
        from c in closes
        from u in db.Users.Where(u => u.Id == c.UserId).DefaultIfEmpty()
        from undo in db.DayCloseUndos.Where(undo => undo.CloseId == c.Id).DefaultIfEmpty()
        from owner in db.Users.Where(owner => owner.Id == undo!.UserId).DefaultIfEmpty()
        orderby c.Date descending, c.At descending
        select new DayCloseView(
            c.Id, c.Date, c.FromAt, c.UntilAt, c.Currency, c.OpeningMinor, c.MovedMinor, c.CountedMinor, c.Pieces, c.Note, u == null ? null : u.Name, c.At)
        {
            Undone = undo == null ? null : new UndoneView(undo.Reason, owner == null ? null : owner.Name, undo.At),
        };
}
