using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Counts what a change of the back office would touch, before it is made: "this closes 14 booked visits".</summary>
public sealed class ImpactQueries(Database database, PublicHours hours, TimeProvider clock)
{
    private const int Shown = 5;

    public async Task<Result<Impact>> OfAsync(Actor actor, PlannedChange change, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu) && !actor.May(Permission.EditTeam) && !actor.May(Permission.EditBranches)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);

        var touched = (await Candidates(db, change, now)
            .OrderBy(b => b.StartsAt)
            .Select(b => new { b.Id, b.Number, b.StartsAt, b.EndsAt, b.BusinessDate, b.BranchId, b.ContactId })
            .ToListAsync(ct)).ToList();
        var isOutside = await OutsideAsync(actor.Organization, change, ct);
        touched.RemoveAll(b => !isOutside(b.BusinessDate, new(b.StartsAt, b.EndsAt)));

        var first = touched.Take(Shown).ToList();
        var contacts = first.Select(b => b.ContactId).ToList();
        var names = actor.May(Permission.SeeContacts) ? await db.Contacts.Where(c => contacts.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct) : [];
        var zones = await db.Branches.Select(b => new { b.Id, b.ZoneId }).ToDictionaryAsync(b => b.Id, b => b.ZoneId, ct);
        return new Impact(touched.Count, [.. first.Select(b =>
            new ImpactRow(b.Id, b.Number, b.StartsAt, zones[b.BranchId], b.ContactId is { } contact ? names.GetValueOrDefault(contact) : null))]);
    }

    private static IQueryable<Booking> Candidates(SalonDb db, PlannedChange change, Instant now)
    {
        var coming = db.Bookings.Where(b => b.EndsAt > now
            && (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Confirmed || b.Status == BookingStatus.Arrived || b.Status == BookingStatus.InService));
        return change switch
        {
            PlannedChange.BranchCloses(var branch) => coming.Where(b => b.BranchId == branch),
            PlannedChange.BranchWeek(var branch, _) => coming.Where(b => b.BranchId == branch),
            PlannedChange.BranchDates(var branch, var dates, _) => coming.Where(b => b.BranchId == branch && b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last),
            PlannedChange.ServiceRetires(var service) => coming.Where(b => db.BookingLines.Any(l => l.BookingId == b.Id && l.ServiceId == service)),
            PlannedChange.StaffLeaves(var staff) => coming.Where(b => db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == staff)),
            PlannedChange.StaffDates(var staff, var branch, var dates, _) => coming.Where(b => b.BranchId == branch && b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last
                && db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == staff)),
            PlannedChange.StaffAway(var staff, var span) => coming.Where(b => db.BookingLines.Any(l => l.BookingId == b.Id && l.StaffId == staff && l.StartsAt < span.End && l.EndsAt > span.Start)),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "A planned change that nobody counts."),
        };
    }

    // Whether a visit of a business date would stand outside the planned hours.
    private async Task<Func<LocalDate, Span, bool>> OutsideAsync(OrganizationId organization, PlannedChange change, CancellationToken ct)
    {
        var (branch, planned) = change switch
        {
            PlannedChange.BranchDates dates => (dates.Branch, dates.Hours),
            PlannedChange.StaffDates dates => (dates.Branch, dates.Hours),
            PlannedChange.BranchWeek replaced => (replaced.Branch, null),
            _ => ((BranchId?)null, (IReadOnlyList<DayHours>?)null),
        };
        if (branch is not { } id || !(await hours.ReadAsync(organization, ct)).TryGetValue(id, out var known)) return (_, _) => true;

        var plan = change is PlannedChange.BranchWeek week ? known.Plan with { Hours = new Week(week.Week.Select(r => (r.Day, r.Hours))) } : known.Plan;
        return (date, visit) => !(planned ?? plan.HoursOn(date)).Select(h => BusinessDay.At(date, h, known.Zone)).Any(open => open.Contains(visit));
    }
}
