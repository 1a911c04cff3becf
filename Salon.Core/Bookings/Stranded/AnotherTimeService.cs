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
    private const int SuggestedWithTheSame = 6;
    private const int SuggestedWithAnyone = 4;

    /// <summary>Times near the old one with the same people, and nearer ones with somebody else.</summary>
    public async Task<Result<AnotherTime>> SuggestAsync(Actor actor, BookingId id, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAllBookings)) return BookingErrors.NotAllowed;
        if (!(await queries.FindAsync(actor, id, ct)).TryGet(out var visit, out var refusal)) return refusal;
        if (visit.MoveRefusal is { } closed) return closed;

        var times = new List<TimeOption>();
        foreach (var same in (bool[])[true, false])
        {
            var question = new VisitQuestion(actor.Organization, visit.Branch.Id, WantedOf(visit, same)) { Together = visit.Together, Online = false, Ignore = [id] };
            if ((await freeTimes.NearestAsync(question, visit.StartsAt, same ? SuggestedWithTheSame : SuggestedWithAnyone, ct)).TryGet(out var slots, out refusal))
                times.AddRange(slots.Where(s => !times.Exists(t => t.Start == s.Start)).Select(s => new TimeOption(s.Start, same)));
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

    private static List<WantedLine> WantedOf(BookingView visit, bool same) =>
        [.. visit.Lines.Select(l => new WantedLine(l.ServiceId, same ? l.StaffId : null) { Minutes = l.OwnMinutes, Asked = same ? l.StaffWanted : null })];
}
