using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings.Stranded;
using Salon.Data;
using Salon.Scheduling;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>Counts what a change of the back office would touch, before it is made: "this closes 14 booked visits".</summary>
public sealed class ImpactQueries(Database database, PublicHours hours, Rulebooks rulebooks, TimeProvider clock)
{
    private const int Shown = 5;

    public async Task<Result<Impact>> OfAsync(Actor actor, PlannedChange change, CancellationToken ct)
    {
        if (!actor.May(Permission.EditMenu) && !actor.May(Permission.EditTeam) && !actor.May(Permission.EditBranches)) return BookingErrors.NotAllowed;
        var now = clock.GetCurrentInstant();
        await using var db = await database.OpenAsync(actor.Organization, ct);

        var touched = (await Candidates(db, change, now)
            .OrderBy(b => b.StartsAt)
            .Select(b => new { b.Id, b.Number, b.StartsAt, b.EndsAt, b.BusinessDate, b.BranchId, b.ContactId, Overbooked = b.OverbookReason != null })
            .ToListAsync(ct)).ToList();
        if (await BranchWithAsync(actor.Organization, change, ct) is var (branch, zone))
        {
            touched.RemoveAll(b => StrandedRule.IsOpen(branch, b.BusinessDate, zone, new(b.StartsAt, b.EndsAt)));
        }
        else if (change is PlannedChange.StaffDates dates && await StaffWithAsync(actor.Organization, dates, ct) is var (person, there))
        {
            var ids = touched.Select(b => b.Id).ToList();
            var hers = (await db.BookingLines.Where(l => ids.Contains(l.BookingId) && l.StaffId == dates.Staff)
                .Select(l => new { l.BookingId, Time = new Span(l.StartsAt, l.EndsAt) }).ToListAsync(ct)).ToLookup(l => l.BookingId, l => l.Time);
            touched.RemoveAll(b => hers[b.Id].All(time => StrandedRule.Works(person, b.BusinessDate, there, time, b.Overbooked)));
        }

        var first = touched.Take(Shown).ToList();
        var contacts = first.Select(b => b.ContactId).ToList();
        var names = actor.May(Permission.SeeContacts) ? await db.Contacts.Where(c => contacts.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct) : [];
        var zones = await db.Branches.Select(b => new { b.Id, b.ZoneId }).ToDictionaryAsync(b => b.Id, b => b.ZoneId, ct);
        return new Impact(touched.Count, [.. first.Select(b =>
            new ImpactRow(b.Id, b.Number, b.StartsAt, zones[b.BranchId], b.ContactId is { } contact ? names.GetValueOrDefault(contact) : null))]);
    }

    private static IQueryable<Booking> Candidates(SalonDb db, PlannedChange change, Instant now)
    {
        var coming = StrandedRule.Coming(db, now);
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

    /// <summary>The hours of the branch as they would be; null when they do not change, or it is closed for good.</summary>
    private async Task<(HoursPlan Plan, DateTimeZone Zone)?> BranchWithAsync(OrganizationId organization, PlannedChange change, CancellationToken ct)
    {
        BranchId? branch = change switch { PlannedChange.BranchDates dates => dates.Branch, PlannedChange.BranchWeek week => week.Branch, _ => null };
        if (branch is not { } id || !(await hours.ReadAsync(organization, ct)).TryGetValue(id, out var known)) return null;
        return (change switch
        {
            PlannedChange.BranchWeek week => known.Plan with { Hours = new Week(week.Week.Select(r => (r.Day, r.Hours))) },
            PlannedChange.BranchDates dates => On(known.Plan, dates.Dates, dates.Hours),
            _ => known.Plan,
        }, known.Zone);
    }

    /// <summary>Her hours there as they would be; null when she has none there, or it is closed for good.</summary>
    private async Task<(HoursPlan Plan, DateTimeZone Zone)?> StaffWithAsync(OrganizationId organization, PlannedChange.StaffDates change, CancellationToken ct)
    {
        if (!(await hours.ReadAsync(organization, ct)).TryGetValue(change.Branch, out var known)) return null;
        var plan = (await rulebooks.ReadAsync(organization, ct)).Hours.GetValueOrDefault((change.Staff, change.Branch)) ?? new HoursPlan(Week.None);
        return (On(plan, change.Dates, change.Hours), known.Zone);
    }

    private static HoursPlan On(HoursPlan plan, DateRange dates, IReadOnlyList<DayHours> hours)
    {
        var exceptions = plan.Exceptions.ToDictionary();
        foreach (var date in dates.Dates()) exceptions[date] = hours;
        return plan with { Exceptions = exceptions };
    }
}
