using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Reads visits for the people who work them, with what may be done to each now.</summary>
internal static class DayRows
{
    /// <summary>Three statements at most, whatever the number of visits.</summary>
    /// <param name="today">The business date under way at the branch.</param>
    public static async Task<List<(DayRow Row, LocalDate Date)>> ReadAsync(
        SalonDb db, IQueryable<Booking> bookings, Actor actor, IOpenBills bills, LocalDate today, Instant now, CancellationToken ct)
    {
        var rows = await (
            from b in bookings
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            orderby b.StartsAt, b.Id
            select new
            {
                b.Id, b.Number, b.Status, b.StartsAt, b.EndsAt, b.BusinessDate, Customer = c == null ? null : c.Name, Phone = c == null ? null : c.Phone, b.Note, b.Price, b.Channel, b.Policy,
                b.Version, b.OverbookReason,
            }).ToListAsync(ct);
        var ids = rows.Select(r => r.Id).ToList();
        var lines = (await BookingQueries.LinesAsync(db, db.BookingLines.Where(l => ids.Contains(l.BookingId)), ct)).ToLookup(l => l.Booking, l => l.Line);
        var served = actor.May(Permission.TakePayments) ? rows.Where(r => r.Status is BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed).Select(r => r.Id).ToList() : [];
        var owing = served.Count > 0 ? await bills.OwingAsync(db, served, ct) : new HashSet<BookingId>();

        var seesAll = actor.May(Permission.WorkAllBookings);
        return rows.ConvertAll(r =>
        {
            bool Can(BookingStatus to) => BookingPolicy.RefusesStep(r.Status, to, r.StartsAt, r.BusinessDate, today, now) is null;
            var row = new DayRow(
                r.Id, r.Number, r.Status, r.StartsAt, r.EndsAt, r.Customer, actor.May(Permission.SeeContacts) ? r.Phone : null, r.Note, r.Price, r.Channel, [.. lines[r.Id]], r.Version,
                Can(BookingStatus.Arrived), Can(BookingStatus.InService), Can(BookingStatus.Completed), Can(BookingStatus.NoShow),
                seesAll && BookingPolicy.RefusesCancel(byStaff: true, r.Status, r.StartsAt, r.Policy, now) is null,
                seesAll && BookingPolicy.RefusesMove(byStaff: true, r.Status, r.StartsAt, r.Policy, now) is null)
            {
                OverbookReason = r.OverbookReason, CanWaive = actor.May(Permission.OverrulePolicy) && r.Status == BookingStatus.Pending, CanPay = owing.Contains(r.Id),
            };
            return (row, r.BusinessDate);
        });
    }

    /// <summary>The visits a business day shows: not what ran out before anybody confirmed it.</summary>
    public static IQueryable<Booking> OfBranch(SalonDb db, BranchId branch, LocalDate first, LocalDate last, StaffId? staff, Instant now) =>
        from b in db.Bookings
        where b.BranchId == branch && b.BusinessDate >= first && b.BusinessDate <= last && b.Status != BookingStatus.Expired && !((b.Status == BookingStatus.Held || b.Status == BookingStatus.Pending) && b.HoldExpiresAt <= now)
        where staff == null || db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == staff)
        select b;
}
