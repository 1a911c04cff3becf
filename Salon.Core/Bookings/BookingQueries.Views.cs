using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Bookings in full: lines, history, and what the reader may do next.</summary>
public sealed partial class BookingQueries
{
    private const int MaxMineInFull = 50;

    /// <summary>One booking, for its customer, its holder, the bearer of its link, or staff.</summary>
    public async Task<Result<BookingView>> FindAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await ViewsAsync(db, actor, [id], now, ct) is [var view] ? view : BookingErrors.NotFound;
    }

    /// <summary>Several bookings of one salon: those of them that the reader may see.</summary>
    public async Task<IReadOnlyList<BookingView>> FindAsync(Actor actor, IReadOnlyList<BookingId> ids, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await ViewsAsync(db, actor, ids, now, ct);
    }

    /// <summary>A customer's bookings and holds at every salon in full: the latest 50, the next visit first, then the past from the latest.</summary>
    public async Task<IReadOnlyList<BookingView>> MineInFullAsync(UserId user, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var actors = await WithMineAsync(user, ct);
        var views = new List<BookingView>();
        foreach (var (organization, ids) in actors)
        {
            await using var db = await database.OpenAsync(organization, ct);
            views.AddRange(await ViewsAsync(db, new Actor(organization, user, Role.Customer), ids, now, ct));
        }

        return [.. views.Where(v => v.EndsAt > now).OrderBy(v => v.StartsAt), .. views.Where(v => v.EndsAt <= now).OrderByDescending(v => v.StartsAt)];
    }

    private async Task<IReadOnlyList<(OrganizationId Organization, IReadOnlyList<BookingId> Ids)>> WithMineAsync(UserId user, CancellationToken ct)
    {
        var holder = Holder.Keys(new Actor(default, user, Role.Customer))[0];
        await using var db = await database.OpenAcrossAsync(ct);
        var agreed = await (await OfAsync(db, user, ct)).OrderByDescending(b => b.StartsAt).Take(MaxMineInFull).Select(b => new { b.OrganizationId, b.Id, b.StartsAt }).ToListAsync(ct);
        var held = await db.Bookings.Where(b => b.HolderKey == holder && b.Status == BookingStatus.Held)
            .OrderByDescending(b => b.StartsAt).Take(MaxMineInFull).Select(b => new { b.OrganizationId, b.Id, b.StartsAt }).ToListAsync(ct);
        var rows = agreed.Union(held).OrderByDescending(b => b.StartsAt).Take(MaxMineInFull);
        return [.. rows.GroupBy(r => r.OrganizationId, r => r.Id).Select(g => (g.Key, (IReadOnlyList<BookingId>)[.. g]))];
    }

    private static async Task<List<BookingView>> ViewsAsync(SalonDb db, Actor actor, IReadOnlyList<BookingId> ids, Instant now, CancellationToken ct)
    {
        var rows = await (
            from b in db.Bookings
            join o in db.Organizations on b.OrganizationId equals o.Id
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            where ids.Contains(b.Id)
            select new
            {
                b.Id, b.Number, b.Status, b.OrganizationId, o.Slug, Salon = o.Name, b.StartsAt, b.EndsAt, b.BusinessDate, b.Price, b.Together, b.Note, b.Language,
                b.HoldExpiresAt, b.HolderKey, b.Policy, b.CancelReason, b.ContactId, Customer = c == null ? null : c.Name, Phone = c == null ? null : c.Phone,
                Owner = c == null ? null : c.UserId,
                BranchId = branch.Id, BranchName = branch.Name, branch.Address, branch.ZoneId,
                BranchPhone = branch.Phone ?? o.Phone, branch.Latitude, branch.Longitude,
            }).ToListAsync(ct);
        if (rows.Count == 0) return [];

        var lines = (await LinesAsync(db, db.BookingLines.Where(l => ids.Contains(l.BookingId)), ct)).ToLookup(l => l.Booking, l => l.Line);
        var history = await HistoryAsync(db, ids, actor.IsStaff, ct);
        var byStaff = actor.May(Permission.WorkAllBookings);

        var views = new List<BookingView>(rows.Count);
        foreach (var row in rows)
        {
            var isHers = byStaff || actor.Booking == row.Id || (row.Owner is { } owner && owner == actor.User)
                || (row.HolderKey is { } holder && Holder.Keys(actor).Contains(holder));
            var isMine = actor.May(Permission.WorkOwnBookings) && actor.Staff is { } me && lines[row.Id].Any(l => l.StaffId == me);
            if (!isHers && !isMine) continue;

            var status = BookingPolicy.StatusAt(row.Status, row.HoldExpiresAt, now);
            views.Add(new BookingView(
                row.Id, row.Number, status, row.OrganizationId, row.Slug, row.Salon,
                new BranchView(row.BranchId, row.BranchName, row.Address, row.ZoneId, row.BranchPhone, row.Latitude, row.Longitude),
                row.StartsAt, row.EndsAt, row.BusinessDate, [.. lines[row.Id]], row.Price, row.Together, row.Note, row.Language,
                row.HoldExpiresAt, row.Policy, row.CancelReason, row.ContactId, row.Customer, isHers ? row.Phone : null, [.. history[row.Id]],
                isHers ? BookingPolicy.RefusesCancel(byStaff, status, row.StartsAt, row.Policy, now) : BookingErrors.NotAllowed,
                isHers ? BookingPolicy.RefusesMove(byStaff, status, row.StartsAt, row.Policy, now) : BookingErrors.NotAllowed,
                now <= row.Policy.FreeUntil));
        }

        return views;
    }

    internal static async Task<List<(BookingId Booking, LineView Line)>> LinesAsync(SalonDb db, IQueryable<BookingLine> lines, CancellationToken ct)
    {
        var rows = await (
            from l in lines
            join s in db.Staff on l.StaffId equals s.Id
            orderby l.Position
            select new { l.BookingId, l.ServiceId, l.ServiceName, l.StaffId, Staff = s.Name, l.StaffWanted, l.StartsAt, l.EndsAt, l.Price, l.Id, l.OwnMinutes }).ToListAsync(ct);
        return [.. rows.Select(l => (l.BookingId, new LineView(l.ServiceId, l.ServiceName, l.StaffId, l.Staff, l.StaffWanted, l.StartsAt, l.EndsAt, l.Price) { Id = l.Id, OwnMinutes = l.OwnMinutes }))];
    }

    private static async Task<ILookup<BookingId, EventView>> HistoryAsync(SalonDb db, IReadOnlyList<BookingId> ids, bool names, CancellationToken ct)
    {
        var rows = await (
            from e in db.BookingEvents
            from u in db.Users.Where(u => u.Id == e.UserId).DefaultIfEmpty()
            where ids.Contains(e.BookingId)
            orderby e.At, e.Id
            select new { e.BookingId, e.At, e.From, e.To, e.Role, Name = u == null ? null : u.Name, e.OldStart, e.NewStart, e.Reason, e.Lines }).ToListAsync(ct);
        return rows.ToLookup(e => e.BookingId, e => new EventView(e.At, e.From, e.To, e.Role, names ? e.Name : null, e.OldStart, e.NewStart, e.Reason) { Lines = e.Lines });
    }
}
