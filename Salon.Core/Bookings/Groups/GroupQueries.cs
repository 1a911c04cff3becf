using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings.Groups;

/// <summary>Reads groups.</summary>
public sealed class GroupQueries(Database database, TimeProvider clock)
{
    public async Task<Result<GroupView>> FindAsync(Actor actor, GroupId id, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var group = await (
            from g in db.BookingGroups
            join branch in db.Branches on g.BranchId equals branch.Id
            join c in db.Contacts on g.OrganizerId equals c.Id
            where g.Id == id
            select new { g.Name, g.OrganizerId, Organizer = c.Name, Branch = branch.Name, branch.ZoneId }).SingleOrDefaultAsync(ct);
        if (group is null) return GroupErrors.NotFound;

        var organizer = group.OrganizerId;
        var rows = await (
            from b in db.Bookings
            from c in db.Contacts.Where(c => c.Id == b.ContactId)
            where b.GroupId == id
            orderby b.StartsAt, b.ContactId == organizer ? 0 : 1, b.Id
            select new { b.Id, b.Number, b.Status, c.Name, b.StartsAt, b.EndsAt, b.BusinessDate, b.Price, b.Policy }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var lines = (await (
            from l in db.BookingLines
            join s in db.Staff on l.StaffId equals s.Id
            where ids.Contains(l.BookingId)
            orderby l.Position
            select new { l.BookingId, l.ServiceName, s.Name }).ToListAsync(ct)).ToLookup(l => l.BookingId);
        return new GroupView(id, group.Name, group.Organizer, group.Branch, group.ZoneId, [.. rows.Select(r => new GroupVisit(
            r.Id, r.Number, r.Status, r.Name, r.StartsAt, r.EndsAt, r.BusinessDate, [.. lines[r.Id].Select(l => l.ServiceName)], [.. lines[r.Id].Select(l => l.Name).Distinct()], r.Price,
            BookingPolicy.RefusesMove(byStaff: true, r.Status, r.StartsAt, r.Policy, now) is null, BookingPolicy.RefusesCancel(byStaff: true, r.Status, r.StartsAt, r.Policy, now) is null))]);
    }

    /// <summary>The group a visit belongs to; null when it stands alone.</summary>
    public async Task<GroupId?> OfAsync(Actor actor, BookingId booking, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return null;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.Bookings.Where(b => b.Id == booking).Select(b => b.GroupId).SingleOrDefaultAsync(ct);
    }
}
