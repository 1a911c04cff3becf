using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Reads bookings for whoever may see them. What a reader may do next is decided here, not on the page.</summary>
public sealed partial class BookingQueries(Database database, FreeTimesService freeTimes, ManageLinks links, IOpenBills bills, TimeProvider clock)
{
    private const int MaxMine = 200;

    /// <summary>The bookings whose time this actor keeps for the moment: to her it is not taken.</summary>
    public async Task<IReadOnlyList<BookingId>> HeldByAsync(Actor actor, CancellationToken ct)
    {
        var owners = Holder.Keys(actor);
        if (owners.Count == 0) return [];
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await db.Bookings.Where(b => b.Status == BookingStatus.Held && owners.Contains(b.HolderKey!)).Select(b => b.Id).ToListAsync(ct);
    }

    /// <summary>The organization a booking belongs to; says nothing about whether the asker may see it.</summary>
    public async Task<OrganizationId?> OrganizationOfAsync(BookingId id, CancellationToken ct)
    {
        await using var db = await database.OpenAcrossAsync(ct);
        return await db.Bookings.Where(b => b.Id == id).Select(b => (OrganizationId?)b.OrganizationId).SingleOrDefaultAsync(ct);
    }

    /// <summary>A customer's bookings at every salon, the next visit first, then the past from the latest.</summary>
    public async Task<IReadOnlyList<BookingCard>> MineAsync(UserId user, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAcrossAsync(ct);

        var rows = await (
            from b in await OfAsync(db, user, ct)
            join o in db.Organizations on b.OrganizationId equals o.Id
            join branch in db.Branches on new { b.OrganizationId, b.BranchId } equals new { branch.OrganizationId, BranchId = branch.Id }
            where b.Status != BookingStatus.Held && b.Status != BookingStatus.Expired // offers of the waitlist stand on a page of their own
            orderby b.StartsAt descending
            select new
            {
                b.OrganizationId, b.Id, b.Number, b.Status, o.Slug, Salon = o.Name, o.Cover, Branch = branch.Name, branch.ZoneId, b.StartsAt, b.EndsAt, b.BusinessDate, b.Price, b.HoldExpiresAt,
                Services = db.BookingLines.Where(l => l.OrganizationId == b.OrganizationId && l.BookingId == b.Id).OrderBy(l => l.Position)
                    .Select(l => l.ServiceName).ToList(),
            }).Take(MaxMine).ToListAsync(ct);

        var cards = rows.Select(r => new BookingCard(
            r.Id, r.Number, BookingPolicy.StatusAt(r.Status, r.HoldExpiresAt, now), r.Slug, r.Salon, r.Cover, r.Branch, r.ZoneId, r.StartsAt, r.EndsAt, r.BusinessDate, r.Price,
            r.Services)
        { PayUntil = r.Status == BookingStatus.Pending && r.HoldExpiresAt > now ? r.HoldExpiresAt : null }).ToList();
        return [.. cards.Where(c => c.EndsAt > now).OrderBy(c => c.StartsAt), .. cards.Where(c => c.EndsAt <= now)];
    }

    // Where and as whom salons know her comes first: her visits are then found by the index, and nobody else's are looked at.
    private static async Task<IQueryable<Booking>> OfAsync(SalonDb db, UserId user, CancellationToken ct)
    {
        var hers = await db.Contacts.Where(c => c.UserId == user).Select(c => new { c.OrganizationId, c.Id }).ToListAsync(ct);
        var (salons, contacts) = (hers.Select(c => c.OrganizationId).Distinct().ToList(), hers.ConvertAll(c => (ContactId?)c.Id));
        return db.Bookings.Where(b => salons.Contains(b.OrganizationId) && contacts.Contains(b.ContactId));
    }

    /// <summary>The manage link's token of a booking whose reader may manage it.</summary>
    public async Task<Result<string>> TokenAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!(await FindAsync(actor, id, ct)).TryGet(out _, out var refusal)) return refusal;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        return await links.TokenAsync(id, await db.Bookings.Where(b => b.Id == id).Select(b => b.ManageSecret).SingleAsync(ct));
    }

    /// <summary>What a manage link opens, if it is genuine and the visit is not long past.</summary>
    public async Task<Result<ManageLink>> ByTokenAsync(string token, CancellationToken ct)
    {
        if (ManageLinks.BookingOf(token) is not { } id) return BookingErrors.LinkExpired;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAcrossAsync(ct);

        var row = await db.Bookings.Where(b => b.Id == id).Select(b => new { b.OrganizationId, b.ManageSecret, b.EndsAt, b.ContactId }).SingleOrDefaultAsync(ct);
        if (row?.ContactId is null || now > row.EndsAt + ManageLinks.Life || !await links.IsGenuineAsync(token, id, row.ManageSecret)) return BookingErrors.LinkExpired;
        return new ManageLink(row.OrganizationId, id, new Actor(row.OrganizationId, null, Role.Visitor, Booking: id));
    }

    /// <summary>A branch's business day. Stylists see only the visits they work on.</summary>
    public async Task<Result<DayView>> DayAsync(Actor actor, BranchId branch, LocalDate? date, StaffId? staff, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkOwnBookings)) return BookingErrors.NotAllowed;
        var seesAll = actor.May(Permission.WorkAllBookings);
        if (!seesAll)
        {
            if (actor.Staff is null) return BookingErrors.NotAllowed;
            staff = actor.Staff;
        }

        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var place = await db.Branches.Where(b => b.Id == branch).Select(b => new { b.Name, b.ZoneId }).SingleOrDefaultAsync(ct);
        if (place is null) return BookingErrors.NotFound;
        var today = await freeTimes.BusinessDateAsync(actor.Organization, branch, now, ct);
        var day = date ?? today;

        var rows = await DayRows.ReadAsync(db, DayRows.OfBranch(db, branch, day, day, staff, now), actor, bills, today, now, ct);
        return new DayView(branch, place.Name, place.ZoneId, day, today, [.. rows.Select(r => r.Row)]);
    }
}
