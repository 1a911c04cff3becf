using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Scheduling;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>A held time with its salon, as the pages after the tap on a time need it.</summary>
/// <param name="Actor">Who holds it.</param>
/// <param name="Booking">Null when it is somebody else's, or long over. A hold whose minutes are over is still here: its customer may go on while nobody else takes the time.</param>
public sealed record HeldVisit(SalonProfile Salon, Actor Actor, BookingView? Booking, Instant Now)
{
    public bool IsHeld => Booking is { Status: BookingStatus.Held };

    /// <summary>Neither a hold nor a visit any more: there is nothing to go on with.</summary>
    public bool IsForgotten => Booking is not { IsUnconfirmed: true };
}

/// <summary>Reads the held time an address names.</summary>
public sealed class HeldVisitReader(SalonDirectory directory, BookingQueries bookings, FreeTimesService freeTimes, TimeProvider clock)
{
    public async Task<Result<HeldVisit>> ReadAsync(HttpContext http, Trail trail, CancellationToken ct)
    {
        if (!(await directory.FindAsync(trail.Slug, ct)).TryGet(out var salon, out var refusal)) return refusal;

        var actor = await http.ActorAsync(salon.Id, ct);
        BookingView? booking = null;
        if (trail.Hold is { } hold && (await bookings.FindAsync(actor, hold, ct)).TryGet(out var found, out _)) booking = found;
        return new HeldVisit(salon, actor, booking, clock.GetCurrentInstant());
    }

    /// <summary>The free times nearest to a held time that is lost, for the same services and people.</summary>
    public async Task<IReadOnlyList<NearTime>> NearestAsync(HeldVisit visit, CancellationToken ct)
    {
        if (visit.Booking is not { } lost) return [];
        var hers = await bookings.HeldByAsync(visit.Actor, ct);
        var question = new VisitQuestion(visit.Salon.Id, lost.Branch.Id, lost.Wanted) { Together = lost.Together, Ignore = hers };
        return await freeTimes.NearAsync(question, lost.StartsAt, ct);
    }
}
