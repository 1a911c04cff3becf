using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Desk;

/// <summary>What every act at the counter begins with: one writer of a visit's bill, and of a branch's drawer, at a time.</summary>
/// <param name="IsOpen">Lines may be added and money taken.</param>
internal sealed record Counter(BranchId Branch, bool IsOpen, string Currency)
{
    /// <returns>Null when there is no such visit. What is read after this is still so at the commit; so the clock is read after it too.</returns>
    public static async Task<Counter?> LockAsync(SalonDb db, BookingId id, CancellationToken ct)
    {
        var branch = await db.Bookings.Where(b => b.Id == id).Select(b => (BranchId?)b.BranchId).SingleOrDefaultAsync(ct);
        if (branch is not { } place) return null;
        await db.LockAsync([id.Value, place.Value], ct);
        var visit = await db.Bookings.Where(b => b.Id == id).Select(b => new { b.Status, b.Price.Currency }).SingleAsync(ct);
        return new(place, IsOpenAt(visit.Status), visit.Currency);
    }

    public static bool IsOpenAt(BookingStatus status) =>
        status is BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed;

    public static string? ReasonOf(string? reason) =>
        TidyText.Line(reason) is { Length: > 0 } why ? Characters.Cut(why, PaymentService.MaxReason) : null;
}
