using Salon.Scheduling;

namespace Salon.Bookings.Stranded;

/// <summary>A visit and the free times nearest to the one it had.</summary>
/// <param name="Seen">The id of its first line as it was read; see <see cref="DeskMove"/>.</param>
/// <param name="Times">In the order of the clock.</param>
public sealed record AnotherTime(BookingView Visit, RowId Seen, IReadOnlyList<TimeOption> Times);

/// <summary>A free time for a visit.</summary>
/// <param name="SamePeople">With those she is booked with; when not, with somebody else who can.</param>
public sealed record TimeOption(Instant Start, bool SamePeople);

/// <summary>Gives a visit that cannot stay where it is the nearest time that is free.</summary>
public sealed class AnotherTimeService(BookingQueries queries, FreeTimesService freeTimes, BookingService bookings)
{
    private const int Suggested = 6;
    private const int OnTheSameDay = 3;
    private const int DaysBefore = 3;
    private const int DaysAfter = 14;

    /// <summary>The same hour on the days around the old time, with the same people and with somebody else; the nearest free times when those days are full.</summary>
    public async Task<Result<AnotherTime>> SuggestAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        if (!(await queries.FindAsync(actor, id, ct)).TryGet(out var visit, out var refusal)) return refusal;
        if (visit.MoveRefusal is { } closed) return closed;

        var times = new List<TimeOption>();
        foreach (var same in (bool[])[true, false])
        {
            var question = new VisitQuestion(actor.Organization, visit.Branch.Id, WantedOf(visit, same)) { Together = visit.Together, Online = false, Ignore = [id] };
            if (!(await NearAsync(question, visit, ct)).TryGet(out var found, out refusal)) continue;
            times.AddRange(found.Where(s => !(same && s.Start == visit.StartsAt) && !times.Exists(t => t.Start == s.Start)).Select(s => new TimeOption(s.Start, same)));
        }

        if (times.Count == 0 && refusal is not null) return refusal;
        return new AnotherTime(visit, visit.Lines[0].Id, [.. times.OrderBy(t => t.Start)]);
    }

    /// <summary>Takes the visit to one of the suggested times. Refused when somebody has moved it since.</summary>
    /// <param name="actor">Somebody who works with everybody's bookings.</param>
    /// <param name="offer">As it was suggested.</param>
    /// <param name="time">One of its times.</param>
    /// <param name="tell">Whether the customer gets a message.</param>
    /// <param name="ct">Stops before the commit.</param>
    public async Task<Error?> TakeAsync(Actor actor, AnotherTime offer, TimeOption time, bool tell, CancellationToken ct) =>
        (await bookings.RearrangeAsync(actor, new DeskMove(offer.Visit.Id, offer.Seen, time.Start, WantedOf(offer.Visit, time.SamePeople)) { Tell = tell }, ct)).Error;

    private async Task<Result<Slot[]>> NearAsync(VisitQuestion question, BookingView visit, CancellationToken ct)
    {
        var (date, zone) = (visit.BusinessDate, visit.Branch.Zone);
        if (!(await freeTimes.AvailabilityAsync(question, new(date.PlusDays(-DaysBefore), date.PlusDays(DaysAfter)), ct)).TryGet(out var around, out var refusal)) return refusal;
        var old = visit.StartsAt.InZone(zone).LocalDateTime;
        Slot[] near = [.. around.Days.OrderBy(d => Math.Abs(DaysFrom(date, d.Date))).SelectMany(day =>
        {
            var sameHour = old.PlusDays(DaysFrom(date, day.Date)).InZoneLeniently(zone).ToInstant();
            return day.Slots.OrderBy(s => Math.Abs((s.Start - sameHour).TotalSeconds)).Take(day.Date == date ? OnTheSameDay : 1);
        }).Take(Suggested)];
        return near.Length > 0 ? near : await freeTimes.NearestAsync(question, visit.StartsAt, Suggested, ct);
    }

    private static int DaysFrom(LocalDate date, LocalDate other) => Period.DaysBetween(date, other);

    private static List<WantedLine> WantedOf(BookingView visit, bool same) =>
        [.. visit.Lines.Select(l => new WantedLine(l.ServiceId, same ? l.StaffId : null) { Minutes = l.OwnMinutes, Asked = same ? l.StaffWanted : null })];
}
