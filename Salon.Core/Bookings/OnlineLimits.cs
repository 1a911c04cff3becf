using Microsoft.EntityFrameworkCore;
using Salon.Accounts;
using Salon.Data;
using Salon.Tenancy;

namespace Salon.Bookings;

/// <summary>How much one customer may take of a salon by herself. Whoever wants more calls: staff are not held to it, and what they booked for her does not count.</summary>
/// <remarks>Counted while <see cref="LocksOf"/> are held, so that requests at the same moment do not slip past.</remarks>
internal static class OnlineLimits
{
    /// <summary>Whoever books and cancels again and again is stopped too: each costs the salon a message.</summary>
    private const int TriesForEachOpenVisit = 2;

    private const int MovesADay = 5;
    private static readonly Duration Day = Duration.FromHours(24);

    /// <summary>What to lock, together with the people and resources of the visit, before counting. Nothing for staff.</summary>
    public static IEnumerable<Guid> LocksOf(Actor actor)
    {
        if (actor.IsStaff) yield break;
        if (actor.User is { } user) yield return user.Value;
        if (actor.Browser is { Length: > 0 } browser) yield return Secrets.Subject("browser", browser);
    }

    /// <summary>The same for a visit that is moved: whoever has its link may not be signed in.</summary>
    public static async Task<IEnumerable<Guid>> LocksOfAsync(SalonDb db, Actor actor, Booking booking, CancellationToken ct)
    {
        if (actor.IsStaff || booking.ContactId is not { } contact) return [];
        return [await db.Contacts.Where(c => c.Id == contact).Select(c => c.UserId).SingleOrDefaultAsync(ct) is { } user ? user.Value : contact.Value];
    }

    /// <summary>Why she cannot have another visit on this day; null when she can, and when it is not known yet who she is.</summary>
    /// <param name="besides">The visit itself, when it is there already.</param>
    public static async Task<Error?> RefusalAsync(SalonDb db, Actor actor, BookingRules rules, LocalDate date, BookingId besides, Instant now, CancellationToken ct)
    {
        if (actor.IsStaff || actor.User is not { } user || rules is { VisitsPerDay: null, OpenVisits: null }) return null;
        var hers = Online(db.Bookings).Where(b => db.Contacts.Any(c => c.Id == b.ContactId && c.UserId == user));
        var dayAgo = now - Day;
        var visits = await hers.Where(b => b.Id != besides && (b.StartsAt > now || b.BusinessDate == date || b.CreatedAt > dayAgo))
            .Select(b => new { b.BusinessDate, b.StartsAt, b.CreatedAt, b.Status, b.HoldExpiresAt }).ToListAsync(ct);
        var live = visits.FindAll(v => Counts(v.Status, v.HoldExpiresAt, now));

        if (rules.VisitsPerDay is { } perDay && live.Count(v => v.BusinessDate == date) >= perDay) return BookingErrors.TooManyThatDay(perDay);
        if (rules.OpenVisits is not { } open) return null;
        if (live.Count(v => v.StartsAt > now) >= open) return BookingErrors.TooManyOpen(open);
        return visits.Count(v => v.CreatedAt > dayAgo) >= open * TriesForEachOpenVisit ? BookingErrors.TooManyTries : null;
    }

    /// <summary>Why she cannot move this visit to that day, or once more today.</summary>
    public static async Task<Error?> RefusesMoveAsync(SalonDb db, Actor actor, Booking booking, BookingRules rules, LocalDate date, Instant now, CancellationToken ct)
    {
        if (actor.IsStaff || booking.ContactId is not { } contact) return null;
        var dayAgo = now - Day;
        if (rules.OpenVisits is not null && await db.BookingEvents.CountAsync(e => e.BookingId == booking.Id && e.OldStart != null && e.At > dayAgo, ct) >= MovesADay)
            return BookingErrors.TooManyTries;
        if (rules.VisitsPerDay is not { } perDay || date == booking.BusinessDate) return null;
        var there = await Online(db.Bookings).Where(b => b.ContactId == contact && b.Id != booking.Id && b.BusinessDate == date)
            .Select(b => new { b.Status, b.HoldExpiresAt }).ToListAsync(ct);
        return there.Count(v => Counts(v.Status, v.HoldExpiresAt, now)) >= perDay ? BookingErrors.TooManyThatDay(perDay) : null;
    }

    private static bool Counts(BookingStatus status, Instant? holdExpires, Instant now) =>
        BookingPolicy.StatusAt(status, holdExpires, now) is var today && (BookingPolicy.IsLive(today) || today == BookingStatus.Completed);

    private static IQueryable<Booking> Online(IQueryable<Booking> bookings) =>
        bookings.Where(b => (b.Channel == BookingChannel.Web || b.Channel == BookingChannel.Api) && b.Status != BookingStatus.Held && b.ContactId != null);
}
