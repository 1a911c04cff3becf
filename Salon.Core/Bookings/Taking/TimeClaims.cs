using Microsoft.EntityFrameworkCore;
using Salon.Data;
using Salon.Scheduling;

namespace Salon.Bookings.Taking;

/// <summary>The rows by which visits own their time.</summary>
/// <remarks>Whoever takes time locks its people and resources first, all in one go: two writers then wait for each other at most once.</remarks>
internal static class TimeClaims
{
    public static IEnumerable<ProposedClaim> Of(Proposal proposal) => proposal.Lines.SelectMany(line => line.Claims);

    /// <summary>The people and resources whose time a proposal takes.</summary>
    public static IEnumerable<Guid> SubjectsOf(Proposal proposal) => Of(proposal).Select(claim => claim.Subject.Id);

    /// <summary>The people and resources whose time bookings own.</summary>
    public static Task<List<Guid>> SubjectsOfAsync(SalonDb db, IReadOnlyCollection<BookingId> bookings, CancellationToken ct) =>
        Live(db, bookings).Select(c => c.Subject).ToListAsync(ct);

    /// <summary>Lets a booking keep the time it holds: for good, or until <see cref="Booking.HoldExpiresAt"/>.</summary>
    /// <returns>False when the time was given back meanwhile.</returns>
    public static async Task<bool> KeepAsync(SalonDb db, Booking booking, CancellationToken ct)
    {
        var until = booking.HoldExpiresAt;
        return await Live(db, [booking.Id]).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, until), ct) > 0;
    }

    /// <summary>Gives the time of bookings back.</summary>
    public static Task ReleaseAsync(SalonDb db, IReadOnlyCollection<BookingId> bookings, CancellationToken ct) =>
        Live(db, bookings).ExecuteUpdateAsync(set => set.SetProperty(c => c.Live, false), ct);

    /// <summary>Deletes holds that ran out and are in the way: the overlap rule cannot know what time it is.</summary>
    public static async Task DeleteExpiredAsync(SalonDb db, IReadOnlyCollection<ProposedClaim> wanted, Instant now, CancellationToken ct)
    {
        var units = wanted.Select(c => c.Subject.Unit).Distinct().ToList(); // with them the index finds the time, not all of a person's years
        var expired = await Overlapping(db, wanted).Where(c => units.Contains(c.Unit) && c.ExpiresAt <= now).Select(c => c.BookingId).ToListAsync(ct);
        // Asks for the time again: a confirmation may have come in between, and then they are no longer a hold's.
        if (expired.Count > 0) await db.Claims.Where(c => expired.Contains(c.BookingId) && c.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }

    /// <summary>Writes what a booking takes. With <see cref="Booking.OverbookReason"/>, what really overlaps may overlap; the rest stays exclusive.</summary>
    public static async Task AddAsync(SalonDb db, Booking booking, Proposal proposal, CancellationToken ct)
    {
        var wanted = Of(proposal).OrderBy(c => c.Subject.Id).ThenBy(c => c.Time.Start).ToList(); // two writers of the same people meet at the first of them
        var taken = booking.OverbookReason is null ? []
            : (await Overlapping(db, wanted).Where(c => c.Exclusive && c.BookingId != booking.Id)
                .Select(c => new { c.Subject, c.Unit, c.StartsAt, c.EndsAt }).ToListAsync(ct))
                .ConvertAll(c => (Subject: new ClaimSubject(c.Subject, c.Unit), Time: new Span(c.StartsAt, c.EndsAt)));
        foreach (var (subject, time) in wanted.Select(c => (c.Subject, c.Time)))
        {
            var kind = subject.IsPerson ? ClaimKind.Person : ClaimKind.Resource;
            db.Insert(booking.OverbookReason is { } reason && taken.Exists(t => t.Subject == subject && t.Time.Overlaps(time))
                ? Claim.Overbook(booking.OrganizationId, booking.Id, kind, subject.Id, subject.Unit, time, reason)
                : Claim.Take(booking.OrganizationId, booking.Id, kind, subject.Id, subject.Unit, time, booking.HoldExpiresAt));
        }
    }

    private static IQueryable<Claim> Live(SalonDb db, IReadOnlyCollection<BookingId> bookings) =>
        db.Claims.Where(c => c.Live && c.BookingId != null && bookings.Contains(c.BookingId.Value));

    // Of the same people and resources, anywhere between the first and the last of what is wanted.
    private static IQueryable<Claim> Overlapping(SalonDb db, IReadOnlyCollection<ProposedClaim> wanted)
    {
        var subjects = wanted.Select(c => c.Subject.Id).Distinct().ToList();
        var (from, to) = (wanted.Min(c => c.Time.Start), wanted.Max(c => c.Time.End));
        var earliest = from - Claim.MaxLength;
        return db.Claims.Where(c => c.Live && subjects.Contains(c.Subject) && c.StartsAt > earliest && c.StartsAt < to && c.EndsAt > from);
    }
}
