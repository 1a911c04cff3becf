using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Stranded;

/// <summary>Which visits hours must hold, and when they do: one rule for the question before hours change and for the list afterwards.</summary>
internal static class StrandedRule
{
    /// <summary>Agreed and still ahead. Who is here already is served, whatever the hours say.</summary>
    public static IQueryable<Booking> Coming(SalonDb db, Instant now) =>
        db.Bookings.Where(b => b.StartsAt > now && (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Confirmed));

    /// <summary>A branch is open for the whole of a visit.</summary>
    public static bool IsOpen(HoursPlan branch, LocalDate date, DateTimeZone zone, Span visit) => Holds(branch, new(date, date), zone, visit);

    /// <summary>A person works for the whole of a service. Who overbooked it on purpose may have left her hours, but not put it on a day off.</summary>
    /// <remarks>Breaks may lie within a visit, while her colour develops; her shift of the evening before may reach into the date.</remarks>
    public static bool Works(HoursPlan person, LocalDate date, DateTimeZone zone, Span service, bool overbooked) =>
        (overbooked && person.HoursOn(date).Count > 0) || Holds(person, new(date.PlusDays(-1), date.PlusDays(1)), zone, service);

    private static bool Holds(HoursPlan plan, DateRange dates, DateTimeZone zone, Span time)
    {
        var (from, to) = (Minute.Floor(time.Start), Minute.Ceiling(time.End));
        return Spans.Covering(dates.Dates().SelectMany(date => plan.HoursOn(date).Select(h => BusinessDay.At(date, h, zone)))).RunAfter(from) >= to - from;
    }
}
