using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings;

/// <summary>Reads the calendar of a branch. The number of statements does not depend on days, people or visits.</summary>
public sealed class CalendarQueries(Database database, PublicHours hours, Rulebooks rulebooks, IOpenBills bills, TimeProvider clock)
{
    /// <summary>The calendar as this actor may see it: stylists see themselves and the visits they work on.</summary>
    public async Task<Result<CalendarView>> ReadAsync(Actor actor, CalendarQuestion question, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkOwnBookings)) return BookingErrors.NotAllowed;
        var seesAll = actor.May(Permission.WorkAllBookings);
        if (!seesAll && actor.Staff is null) return BookingErrors.NotAllowed;
        var staff = seesAll ? question.Staff : actor.Staff;

        var now = clock.GetCurrentInstant();
        if (!(await hours.ReadAsync(actor.Organization, ct)).TryGetValue(question.Branch, out var open)) return BookingErrors.NotFound;
        var book = await rulebooks.ReadAsync(actor.Organization, ct);
        var today = open.BusinessDateAt(now);
        var first = question.First ?? today;
        var dates = new DateRange(first, first.PlusDays(Math.Clamp(question.Days, 1, CalendarQuestion.MostDays) - 1));

        await using var db = await database.OpenAsync(actor.Organization, ct);
        var name = await db.Branches.Where(b => b.Id == question.Branch).Select(b => b.Name).SingleAsync(ct);
        var visits = await VisitsAsync(db, actor, question.Branch, dates, staff, book, today, now, ct);
        var blocks = await BlocksAsync(db, actor, question.Branch, dates, staff, ct);
        var busy = visits.SelectMany(v => v.Lines.Select(l => l.Line.StaffId)).Concat(blocks.Select(b => b.Staff)).ToHashSet();
        var people = await PeopleAsync(db, actor, book, open.Zone, question.Branch, dates, staff, busy, ct);
        var resources = await db.Resources.Where(r => r.BranchId == question.Branch && r.Active).OrderBy(r => r.Id).Select(r => new CalendarResource(r.Id, r.Name, r.Capacity)).ToListAsync(ct);

        var days = WorkingHours.OpenDays(open.Plan, dates, open.Zone).Select(d => new CalendarDay(d.Date, d.Open.ToList())).ToList();
        return new CalendarView(
            question.Branch, name, open.Zone.Id, now, today, book.Rules.SlotStep, days, people, resources, visits, blocks,
            await EditorsAsync(db, actor, dates, now, ct), seesAll, actor.May(Permission.Overbook));
    }

    private async Task<List<CalendarVisit>> VisitsAsync(
        SalonDb db, Actor actor, BranchId branch, DateRange dates, StaffId? staff, Rulebook book, LocalDate today, Instant now, CancellationToken ct)
    {
        var rows = await DayRows.ReadAsync(db, DayRows.OfBranch(db, branch, dates.First, dates.Last, staff, now), actor, bills, today, now, ct);
        var ids = rows.ConvertAll(r => (BookingId?)r.Row.Id);
        var claims = (await db.Claims.Where(c => c.Live && ids.Contains(c.BookingId))
            .Select(c => new TakenTime(c.BookingId!.Value, new ClaimSubject(c.Subject, c.Unit), new Span(c.StartsAt, c.EndsAt))).ToListAsync(ct)).ToLookup(c => c.Booking);
        return rows.ConvertAll(r => LinePlaces.Of(r.Row, r.Date, [.. claims[r.Row.Id]], book));
    }

    private static async Task<List<CalendarBlock>> BlocksAsync(SalonDb db, Actor actor, BranchId branch, DateRange dates, StaffId? staff, CancellationToken ct)
    {
        var rows = await db.TimeBlocks.AsNoTracking()
            .Where(b => b.BranchId == branch && b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last && (staff == null || b.StaffId == staff))
            .OrderBy(b => b.StartsAt).ToListAsync(ct);
        return rows.ConvertAll(b => new CalendarBlock(
            b.Id, b.StaffId, b.BusinessDate, new(b.StartsAt, b.EndsAt), b.Kind, b.Reason, actor.May(Permission.WorkAllBookings) || b.StaffId == actor.Staff));
    }

    private static async Task<List<CalendarPerson>> PeopleAsync(
        SalonDb db, Actor actor, Rulebook book, DateTimeZone zone, BranchId branch, DateRange dates, StaffId? staff, HashSet<StaffId> busy, CancellationToken ct)
    {
        var (from, to) = (BusinessDay.Resolve(dates.First, 0, zone, later: false), BusinessDay.Resolve(dates.Last, 2 * DayHours.MinutesPerDay, zone, later: true));
        var people = await db.Staff.Where(s => staff == null || s.Id == staff).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Name, s.Title, s.Picture, s.Active }).ToListAsync(ct);
        var away = (await db.TimesOff.AsNoTracking().Where(t => t.StartsAt < to && t.EndsAt > from).ToListAsync(ct)).ToLookup(t => t.StaffId);

        var wall = new WallClock(zone, dates);
        var seesWhy = actor.May(Permission.WorkAllBookings);
        var result = new List<CalendarPerson>(people.Count);
        foreach (var person in people)
        {
            var plan = book.Hours.GetValueOrDefault((person.Id, branch));
            var days = dates.Dates().Select(date => DayOf(date, plan, wall, away[person.Id].Select(t => new Absence(t.Id, new(t.StartsAt, t.EndsAt), seesWhy || person.Id == actor.Staff ? t.Reason : "")), zone)).ToList();
            var isHere = person.Active && days.Exists(d => d.Works.Count > 0);
            if (isHere || busy.Contains(person.Id) || person.Id == staff) result.Add(new(person.Id, person.Name, person.Title, person.Picture, days));
        }
        return result;
    }

    private static PersonDay DayOf(LocalDate date, HoursPlan? plan, WallClock wall, IEnumerable<Absence> away, DateTimeZone zone)
    {
        var day = BusinessDay.At(date, new(0, DayHours.MinutesPerDay), zone);
        if (plan is null) return new(date, [], [], [.. away.Where(a => a.Time.Overlaps(day))]);
        var (works, breaks) = (wall.Spans(date, plan.HoursOn(date)), wall.Spans(date, plan.BreaksOn(date)));
        var until = works.IsEmpty ? day.End : Instant.Max(day.End, works.ToList()[^1].End);
        return new(date, works.Subtract(breaks).ToList(), works.Intersect(breaks).ToList(), [.. away.Where(a => a.Time.Overlaps(day with { End = until }))]);
    }

    private static async Task<List<CalendarEditor>> EditorsAsync(SalonDb db, Actor actor, DateRange dates, Instant now, CancellationToken ct) => await (
        from e in db.BookingEditors
        join b in db.Bookings on e.BookingId equals b.Id
        join u in db.Users on e.UserId equals u.Id
        where e.Until > now && e.UserId != actor.User && b.BusinessDate >= dates.First && b.BusinessDate <= dates.Last
        orderby e.Id
        select new CalendarEditor(e.BookingId, e.UserId, u.Name)).ToListAsync(ct);
}

/// <summary>A live claim of a booking.</summary>
internal readonly record struct TakenTime(BookingId Booking, ClaimSubject Subject, Span Time);
