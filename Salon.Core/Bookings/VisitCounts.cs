using Microsoft.EntityFrameworkCore;
using Salon.Data;

namespace Salon.Bookings;

/// <summary>Keeps on each contact how often she came and did not come: a list of customers is sorted by it, and would otherwise read every visit there ever was.</summary>
/// <remarks>A visit ends once, as completed or missed, and nothing takes that back: whatever will has to count here too. VisitCountsTests compares with the visits themselves.</remarks>
internal static class VisitCounts
{
    /// <summary>Counts a visit that has just ended, in the transaction that ends it.</summary>
    public static async Task AddAsync(SalonDb db, Booking booking, CancellationToken ct)
    {
        if (booking is not { Status: BookingStatus.Completed or BookingStatus.NoShow, ContactId: { } her }) return;
        await db.LockAsync([her.Value], ct); // somebody may be making one customer of two
        var (visits, missed, at) = booking.Status == BookingStatus.Completed ? (1, 0, booking.StartsAt) : (0, 1, default);
        await db.Contacts.Where(c => c.Id == her).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Visits, c => c.Visits + visits)
            .SetProperty(c => c.NoShows, c => c.NoShows + missed)
            .SetProperty(c => c.LastVisitAt, c => c.LastVisitAt < at ? at : c.LastVisitAt), ct);
    }

    /// <summary>Counts all visits of a contact who is locked: another's became hers.</summary>
    public static async Task RecountAsync(SalonDb db, ContactId her, CancellationToken ct)
    {
        var visits = await db.Bookings.Where(b => b.ContactId == her && (b.Status == BookingStatus.Completed || b.Status == BookingStatus.NoShow)).Select(b => new { b.Status, b.StartsAt }).ToListAsync(ct);
        var came = visits.Where(v => v.Status == BookingStatus.Completed).ToList();
        var (times, missed, last) = (came.Count, visits.Count - came.Count, came.Count == 0 ? default : came.Max(v => v.StartsAt));
        await db.Contacts.Where(c => c.Id == her).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Visits, times).SetProperty(c => c.NoShows, missed).SetProperty(c => c.LastVisitAt, last), ct);
    }
}
