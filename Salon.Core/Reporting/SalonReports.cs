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
        var days = await DaysAsync(db, question, ct);
        DayFigures On(LocalDate date) => days.GetValueOrDefault(date) ?? new(date, 0, 0, 0, 0, 0);
        List<DayFigures> now = [.. question.Dates.Dates().Select(On)], then = [.. question.Before.Dates().Select(On)];
        return new Report(
            question, currency, await SumAsync(db, question, question.Dates, now, ct), await SumAsync(db, question, question.Before, then, ct), now, then,
            await PeopleAsync(db, question, ct), await ServicesAsync(db, question, ct));
    }

    private static IQueryable<Booking> In(SalonDb db, ReportQuestion question, DateRange dates)
    {
        var bookings = db.Bookings.Where(b => b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last);
        return question.Branch is { } branch ? bookings.Where(b => b.BranchId == branch) : bookings;
    }

    private static async Task<Dictionary<LocalDate, DayFigures>> DaysAsync(SalonDb db, ReportQuestion question, CancellationToken ct)
    {
        var both = new DateRange(question.Before.First, question.Dates.Last);
        var groups = await In(db, question, both)
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
        var visitors = In(db, question, dates).Where(b => Standing.Contains(b.Status) && b.ContactId != null).Select(b => b.ContactId).Distinct();
        var all = await visitors.CountAsync(ct);
        var known = await visitors.CountAsync(id => db.Bookings.Any(b => b.ContactId == id && Standing.Contains(b.Status) && b.BusinessDate < dates.First), ct);
        return new(days.Sum(d => d.Bookings), days.Sum(d => d.Completed), days.Sum(d => d.Cancelled), days.Sum(d => d.NoShows), days.Sum(d => d.RevenueMinor), all - known, known);
    }

    private static async Task<IReadOnlyList<PersonFigures>> PeopleAsync(SalonDb db, ReportQuestion question, CancellationToken ct)
    {
        var sold = Lines(db, question);
        var sums = await sold.GroupBy(l => l.StaffId).Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(l => l.Price.Minor) }).ToDictionaryAsync(g => g.Key, ct);
        var minutes = new Dictionary<StaffId, long>(); // neither database adds up the lengths of spans that EF Core converts
        await foreach (var line in sold.Select(l => new { l.StaffId, l.StartsAt, l.EndsAt }).AsAsyncEnumerable().WithCancellation(ct))
            minutes[line.StaffId] = minutes.GetValueOrDefault(line.StaffId) + (long)(line.EndsAt - line.StartsAt).TotalMinutes;

        var work = await WorkTime.ReadAsync(db, question, ct);
        var people = await db.Staff.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new { s.Id, s.Name, s.Active }).ToListAsync(ct);
        return
        [
            .. from p in people
               let sum = sums.GetValueOrDefault(p.Id)
               let works = p.Active ? work.GetValueOrDefault(p.Id) : 0
               where sum is not null || works > 0
               select new PersonFigures(p.Id, p.Name, sum?.Count ?? 0, (int)minutes.GetValueOrDefault(p.Id), works, sum?.Sum ?? 0),
        ];
    }

    private static async Task<IReadOnlyList<ServiceFigures>> ServicesAsync(SalonDb db, ReportQuestion question, CancellationToken ct)
    {
        var sums = await Lines(db, question).GroupBy(l => l.ServiceId).Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(l => l.Price.Minor) }).ToListAsync(ct);
        var ids = sums.Select(s => s.Key).ToList();
        var names = await db.Services.Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. sums.Select(s => new ServiceFigures(s.Key, names[s.Key], s.Count, s.Sum)).OrderByDescending(s => s.Times).ThenByDescending(s => s.RevenueMinor).ThenBy(s => s.Id.Value)];
    }

    private static IQueryable<BookingLine> Lines(SalonDb db, ReportQuestion question)
    {
        var visits = In(db, question, question.Dates).Where(b => Standing.Contains(b.Status));
        return db.BookingLines.Where(l => visits.Any(b => b.Id == l.BookingId));
    }
}
