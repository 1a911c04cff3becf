using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Reporting;

/// <summary>What a salon did and earned, grouped by the database. The number of statements does not depend on dates, people or bookings.</summary>
public sealed class SalonReports(Database database)
{
    public const int MostDays = 366;

    private static readonly List<BookingStatus> Standing =
        [BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Arrived, BookingStatus.InService, BookingStatus.Completed];

    public async Task<Result<Report>> ReadAsync(Actor actor, ReportQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeReports)) return ReportErrors.NotAllowed;
        if (question.Dates.Days is < 1 or > MostDays) return ReportErrors.TooLong(MostDays);

        await using var db = await database.OpenAsync(actor.Organization, ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var days = await DaysAsync(db, question.Branch, new(question.Before.First, question.Dates.Last), ct);
        DayFigures On(LocalDate date) => days.GetValueOrDefault(date) ?? Nothing(date);
        List<DayFigures> now = [.. question.Dates.Dates().Select(On)], then = [.. question.Before.Dates().Select(On)];
        var sold = await SoldAsync(db, question, ct);
        return new Report(
            question, currency, await SumAsync(db, question, question.Dates, now, ct), await SumAsync(db, question, question.Before, then, ct), now, then,
            await PeopleAsync(db, question, sold, ct), await ServicesAsync(db, sold, ct));
    }

    /// <summary>One business date over all branches, in two statements: for the page that everybody opens first.</summary>
    public async Task<Result<DayReport>> DayAsync(Actor actor, LocalDate date, CancellationToken ct)
    {
        if (!actor.May(Permission.SeeReports)) return ReportErrors.NotAllowed;
        await using var db = await database.OpenAsync(actor.Organization, ct);
        var currency = await db.Organizations.Where(o => o.Id == actor.Organization).Select(o => o.Currency).SingleAsync(ct);
        var days = await DaysAsync(db, null, new(date, date), ct);
        return new DayReport(currency, days.GetValueOrDefault(date) ?? Nothing(date));
    }

    private static DayFigures Nothing(LocalDate date) => new(date, 0, 0, 0, 0, 0);

    private static IQueryable<Booking> In(SalonDb db, BranchId? place, DateRange dates)
    {
        var bookings = db.Bookings.Where(b => b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last);
        return place is { } branch ? bookings.Where(b => b.BranchId == branch) : bookings;
    }

    private static async Task<Dictionary<LocalDate, DayFigures>> DaysAsync(SalonDb db, BranchId? place, DateRange dates, CancellationToken ct)
    {
        var groups = await In(db, place, dates)
            .GroupBy(b => new { b.BusinessDate, b.Status })
            .Select(g => new { g.Key.BusinessDate, g.Key.Status, Count = g.Count(), Sum = g.Sum(b => b.Price.Minor) })
            .ToListAsync(ct);
        return groups.GroupBy(g => g.BusinessDate).ToDictionary(d => d.Key, d =>
        {
            var stands = d.Where(g => Standing.Contains(g.Status)).ToList();
            int Of(BookingStatus status) => d.Where(g => g.Status == status).Sum(g => g.Count);
            return new DayFigures(d.Key, stands.Sum(g => g.Count), Of(BookingStatus.Completed), Of(BookingStatus.Cancelled), Of(BookingStatus.NoShow), stands.Sum(g => g.Sum));
        });
    }

    private static async Task<Figures> SumAsync(SalonDb db, ReportQuestion question, DateRange dates, List<DayFigures> days, CancellationToken ct)
    {
        var visits = In(db, question.Branch, dates).Where(b => Standing.Contains(b.Status) && b.ContactId != null);
        var all = await visits.Select(b => b.ContactId).Distinct().CountAsync(ct);
        // By person: asked of each visit, "was she here before" would look again and again at those who come often.
        var known = await visits.GroupBy(b => b.ContactId)
            .Where(g => db.Bookings.Any(b => b.ContactId == g.Key && Standing.Contains(b.Status) && b.BusinessDate < dates.First)).Select(g => g.Key).CountAsync(ct);
        return new(days.Sum(d => d.Bookings), days.Sum(d => d.Completed), days.Sum(d => d.Cancelled), days.Sum(d => d.NoShows), days.Sum(d => d.RevenueMinor), all - known, known);
    }

    private static async Task<IReadOnlyList<PersonFigures>> PeopleAsync(SalonDb db, ReportQuestion question, Sold sold, CancellationToken ct)
    {
        var work = await WorkTime.ReadAsync(db, question, ct);
        var people = await db.Staff.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new { s.Id, s.Name, s.Active }).ToListAsync(ct);
        return
        [
            .. from p in people
               let sum = sold.People.GetValueOrDefault(p.Id)
               let works = p.Active ? work.GetValueOrDefault(p.Id) : 0
               where sum.Count > 0 || works > 0
               select new PersonFigures(p.Id, p.Name, sum.Count, (int)sum.Minutes, works, sum.Minor),
        ];
    }

    private static async Task<IReadOnlyList<ServiceFigures>> ServicesAsync(SalonDb db, Sold sold, CancellationToken ct)
    {
        var ids = sold.Services.Keys.ToList();
        var names = await db.Services.Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. sold.Services.Select(s => new ServiceFigures(s.Key, names[s.Key], s.Value.Count, s.Value.Minor)).OrderByDescending(s => s.Times).ThenByDescending(s => s.RevenueMinor).ThenBy(s => s.Id.Value)];
    }

    // Added up here, in one reading: neither database adds up the lengths of spans that EF Core converts.
    private static async Task<Sold> SoldAsync(SalonDb db, ReportQuestion question, CancellationToken ct)
    {
        var (people, services) = (new Dictionary<StaffId, Sum>(), new Dictionary<ServiceId, Sum>());
        // An outer join keeps SQLite from beginning with the lines of all time; a visit has at least one.
        var lines =
            from b in In(db, question.Branch, question.Dates).Where(b => Standing.Contains(b.Status))
            from l in db.BookingLines.Where(l => l.BookingId == b.Id).DefaultIfEmpty()
            select new { Staff = (StaffId?)l.StaffId, Service = (ServiceId?)l.ServiceId, StartsAt = (Instant?)l.StartsAt, EndsAt = (Instant?)l.EndsAt, Minor = (long?)l.Price.Minor };
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (line is not { Staff: { } staff, Service: { } service, StartsAt: { } from, EndsAt: { } to, Minor: { } minor }) continue;
            people[staff] = people.GetValueOrDefault(staff).With((long)(to - from).TotalMinutes, minor);
            services[service] = services.GetValueOrDefault(service).With(0, minor);
        }

        return new(people, services);
    }

    private sealed record Sold(Dictionary<StaffId, Sum> People, Dictionary<ServiceId, Sum> Services);

    private readonly record struct Sum(int Count, long Minutes, long Minor)
    {
        public Sum With(long minutes, long minor) => new(Count + 1, Minutes + minutes, Minor + minor);
    }
}
