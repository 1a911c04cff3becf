using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Stranded;

/// <summary>Finds the coming visits that no longer lie within the hours of their branch and their people, whatever changed those hours.</summary>
/// <remarks>Two statements, whatever the number of visits. When a visit is left behind, <see cref="StrandedRule"/> says.</remarks>
public sealed class StrandedQueries : IDisposable
{
    private readonly Database database;
    private readonly PublicHours hours;
    private readonly Rulebooks rulebooks;
    private readonly TimeProvider clock;
    private readonly OrganizationCache<int> counts;

    public StrandedQueries(Database database, PublicHours hours, Rulebooks rulebooks, ChangeFeed feed, TimeProvider clock)
    {
        (this.database, this.hours, this.rulebooks, this.clock) = (database, hours, rulebooks, clock);
        counts = new(feed, clock, Duration.FromMinutes(1), _ => true, async (organization, ct) => (await ReadAsync(organization, ct)).Count);
    }

    /// <summary>Those of a salon, the next one first.</summary>
    public async Task<Result<IReadOnlyList<StrandedVisit>>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        return await ReadAsync(actor.Organization, ct);
    }

    /// <summary>How many there are, for a note on other pages: counted again once something has changed, or a minute has passed.</summary>
    public async Task<int> CountAsync(Actor actor, CancellationToken ct) => actor.May(Permission.WorkAllBookings) ? await counts.GetAsync(actor.Organization, ct) : 0;

    public void Dispose() => counts.Dispose();

    private async Task<List<StrandedVisit>> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var open = await hours.ReadAsync(organization, ct);
        var book = await rulebooks.ReadAsync(organization, ct);

        await using var db = await database.OpenAsync(organization, ct);
        var visits = await (
            from b in StrandedRule.Coming(db, now)
            join branch in db.Branches on b.BranchId equals branch.Id
            from c in db.Contacts.Where(c => c.Id == b.ContactId).DefaultIfEmpty()
            orderby b.StartsAt, b.Id
            select new
            {
                b.Id, b.Number, b.BusinessDate, b.StartsAt, b.EndsAt, b.BranchId, branch.Name, branch.ZoneId, Overbooked = b.OverbookReason != null,
                Customer = c == null ? null : c.Name, Phone = c == null ? null : c.Phone,
            }).ToListAsync(ct);
        var ids = visits.ConvertAll(v => v.Id);
        var lines = (await (
            from l in db.BookingLines
            join s in db.Staff on l.StaffId equals s.Id
            where ids.Contains(l.BookingId)
            orderby l.Position
            select new { l.BookingId, l.ServiceName, l.StaffId, Staff = s.Name, Time = new Span(l.StartsAt, l.EndsAt) }).ToListAsync(ct)).ToLookup(l => l.BookingId);

        var found = new List<StrandedVisit>();
        foreach (var visit in visits)
        {
            var zone = DateTimeZoneProviders.Tzdb[visit.ZoneId];
            var isOpen = open.TryGetValue(visit.BranchId, out var opening)
                && StrandedRule.IsOpen(opening.Plan, visit.BusinessDate, zone, new(visit.StartsAt, visit.EndsAt));
            var away = !isOpen ? [] : lines[visit.Id]
                .Where(l => !IsThere(book, l.StaffId, visit.BranchId, visit.BusinessDate, zone, l.Time, visit.Overbooked)).Select(l => l.Staff).Distinct().ToList();
            if (isOpen && away.Count == 0) continue;
            found.Add(new(
                visit.Id, visit.Number, visit.BusinessDate, visit.StartsAt, visit.EndsAt, zone, visit.BranchId, visit.Name, visit.Customer, visit.Phone,
                [.. lines[visit.Id].Select(l => l.ServiceName)], isOpen ? StrandedBy.Person : StrandedBy.Branch, away));
        }

        return found;
    }

    private static bool IsThere(Rulebook book, StaffId staff, BranchId branch, LocalDate date, DateTimeZone zone, Span time, bool overbooked) =>
        book.Staff.TryGetValue(staff, out var rule) && !rule.Away.Overlaps(Minute.Floor(time.Start), Minute.Ceiling(time.End))
        && book.Hours.TryGetValue((staff, branch), out var plan) && StrandedRule.Works(plan, date, zone, time, overbooked);
}
