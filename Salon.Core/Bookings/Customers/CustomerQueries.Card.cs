using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Contacts;
using Salon.Data;

namespace Salon.Bookings.Customers;

/// <summary>One customer.</summary>
public sealed partial class CustomerQueries
{
    /// <summary>What a side panel shows of her: four statements, whatever her history.</summary>
    public async Task<Result<CustomerSummary>> SummaryAsync(Actor actor, ContactId id, CancellationToken ct)
    {
        if (!MaySearch(actor)) return ContactErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await SummaryAsync(db, actor, id, ct) is { } summary ? summary : ContactErrors.NotFound;
    }

    /// <summary>Everything about her that the actor may know. Stylists see the visits they worked on themselves.</summary>
    public async Task<Result<CustomerView>> FindAsync(Actor actor, ContactId id, CancellationToken ct)
    {
        if (!MaySearch(actor)) return ContactErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        if (await SummaryAsync(db, actor, id, ct) is not { } summary) return ContactErrors.NotFound;

        var (seesAll, me) = (actor.May(Permission.WorkAllBookings), actor.Staff);
        var rows = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            where b.ContactId == id && b.Status != BookingStatus.Expired && b.Status != BookingStatus.Held
                && (seesAll || db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == me))
            orderby b.StartsAt descending
            select new
            {
                b.Id, b.Number, b.Status, b.BusinessDate, b.StartsAt, branch.ZoneId, Branch = branch.Name, b.Price, b.CancelReason, b.Policy, b.CreatedAt,
            })
            .Take(MostVisits).ToListAsync(ct);
        var ids = rows.Select(r => r.Id).ToList();
        var lines = (await LinesAsync(db, ids, ct)).ToLookup(l => l.Booking);
        var stars = await db.Reviews.Where(r => ids.Contains(r.BookingId)).ToDictionaryAsync(r => r.BookingId, r => r.Stars, ct);

        var visits = rows.ConvertAll(r => new CustomerVisit(
            r.Id, r.Number, r.Status, r.BusinessDate, r.StartsAt, DateTimeZoneProviders.Tzdb[r.ZoneId], r.Branch, [.. lines[r.Id].Select(l => l.Service)],
            [.. lines[r.Id].Select(l => l.Staff).Distinct()], r.Price, r.CancelReason, stars.TryGetValue(r.Id, out var given) ? given : null));
        var policies = rows.OrderBy(r => r.CreatedAt).DistinctBy(r => (r.Policy.FreeUntilHours, r.Policy.LateCancelOnline, r.Policy.Notice))
            .Select(r => new AcceptedPolicy(r.Policy.FreeUntilHours, r.Policy.LateCancelOnline, r.Policy.Notice, r.Number, r.CreatedAt)).Reverse();
        return new CustomerView(summary, visits, summary.CanEdit ? [.. policies] : [], actor.May(Permission.ManageContacts));
    }

    private async Task<CustomerSummary?> SummaryAsync(SalonDb db, Actor actor, ContactId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var c = await (
            from x in Visible(db, actor)
            from s in db.Staff.Where(s => s.Id == x.PreferredStaffId).DefaultIfEmpty()
            where x.Id == id
            select new
            {
                x.Name, x.Phone, x.Email, x.Language, x.Note, x.Allergies, x.WantsNews, x.NewsDecidedAt, x.UserId, x.CreatedAt,
                Staff = s == null ? (StaffId?)null : s.Id,
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (c is null) return null;

        var staff = c.Staff is { } preferred ? await db.Staff.Where(s => s.Id == preferred).Select(s => s.Name).SingleAsync(ct) : (LocalizedText?)null;
        var visits = await (
            from b in db.Bookings
            join branch in db.Branches on b.BranchId equals branch.Id
            where b.ContactId == id && b.Status != BookingStatus.Expired && b.Status != BookingStatus.Held
            select new { b.Status, b.StartsAt, b.BusinessDate, branch.ZoneId, b.Price.Minor, b.Price.Currency }).ToListAsync(ct);
        var next = visits.Where(v => v.Status is BookingStatus.Confirmed or BookingStatus.Pending && v.StartsAt > now).MinBy(v => v.StartsAt);
        var stars = await db.Reviews.Where(r => r.ContactId == id).Select(r => r.Stars).ToListAsync(ct);
        var tags = await db.ContactTags.Where(t => t.ContactId == id).Select(t => t.Tag).ToListAsync(ct);

        var (sees, done) = (actor.May(Permission.SeeContacts), visits.Where(v => v.Status == BookingStatus.Completed).ToList());
        return new CustomerSummary(
            id, c.Name, sees ? c.Phone : null, sees ? c.Email : null, c.Language, [.. tags.Order(StringComparer.Ordinal)], c.Note, c.Allergies, staff,
            c.WantsNews, c.NewsDecidedAt, c.UserId is not null, c.CreatedAt,
            done.Count, visits.Count(v => v.Status == BookingStatus.NoShow), visits.Count(v => v.Status == BookingStatus.Cancelled),
            done.MaxBy(v => v.StartsAt)?.BusinessDate,
            next is null ? null : new ComingVisit(next.StartsAt, next.BusinessDate, DateTimeZoneProviders.Tzdb[next.ZoneId]),
            sees && done.Count > 0 ? new Money(done.Sum(v => v.Minor), done[0].Currency) : null,
            stars.Count > 0 ? stars.Average() : null, await ZoneAsync(db, ct), sees);
    }

    private static async Task<List<(BookingId Booking, LocalizedText Service, LocalizedText Staff)>> LinesAsync(SalonDb db, IReadOnlyList<BookingId> ids, CancellationToken ct)
    {
        var rows = await (
            from l in db.BookingLines
            join s in db.Staff on l.StaffId equals s.Id
            where ids.Contains(l.BookingId)
            orderby l.Position
            select new { l.BookingId, l.ServiceName, s.Name }).ToListAsync(ct);
        return rows.ConvertAll(l => (l.BookingId, l.ServiceName, l.Name));
    }
}
