using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Tenancy;
using Salon.Web.Hosting;

namespace Salon.Web.Pages.Public.Book;

/// <summary>A held time with its salon, as the pages after the tap on a time need it.</summary>
/// <param name="Actor">Who holds it.</param>
/// <param name="Booking">Null when the hold has run out, was given back or is somebody else's.</param>
public sealed record HeldVisit(SalonProfile Salon, Actor Actor, BookingView? Booking, Instant Now);

/// <summary>Reads the held time an address names.</summary>
public sealed class HeldVisitReader(SalonDirectory directory, BookingQueries bookings, TimeProvider clock)
{
    public async Task<Result<HeldVisit>> ReadAsync(HttpContext http, Trail trail, CancellationToken ct)
    {
        if (!(await directory.FindAsync(trail.Slug, ct)).TryGet(out var salon, out var refusal)) return refusal;

        var actor = await http.ActorAsync(salon.Id, ct);
        BookingView? booking = null;
        if (trail.Hold is { } hold && (await bookings.FindAsync(actor, hold, ct)).TryGet(out var found, out _)) booking = found;
        return new HeldVisit(salon, actor, booking, clock.GetCurrentInstant());
    }
}
