using Microsoft.EntityFrameworkCore;
using NodaTime.Extensions;
using Salon.Bookings;
using Salon.Data;
using Salon.Payments.Online;

namespace Salon.Payments.Till;

/// <summary>What every act at the counter begins with: one writer of a visit's bill, and of a branch's drawer, at a time.</summary>
/// <param name="IsOpen">Lines may be added and money taken.</param>
/// <param name="ClosedUntil">The end of the last day whose money was counted; null when none was.</param>
internal sealed record Counter(BranchId Branch, bool IsOpen, string Currency, Instant? ClosedUntil)
{
    /// <returns>
    /// Null when there is no such visit. What is read after this is still so at the commit; so the clock is read after it too: see <see cref="At(TimeProvider)"/>.
    /// </returns>
    public static async Task<Counter?> LockAsync(SalonDb db, BookingId id, CancellationToken ct)
    {
        var branch = await db.Bookings.Where(b => b.Id == id).Select(b => (BranchId?)b.BranchId).SingleOrDefaultAsync(ct);
        if (branch is not { } place) return null;
        await db.LockAsync([id.Value, place.Value], ct);
        var closes = DayCloseService.ClosedUntil(db, place);
        var visit = await db.Bookings.Where(b => b.Id == id)
            .Select(b => new { b.Status, b.Price.Currency, ClosedUntil = closes.FirstOrDefault() }).SingleAsync(ct);
        return new(place, IsOpenAt(visit.Status), visit.Currency, visit.ClosedUntil);
    }

    /// <summary>When what is done now is done.</summary>
    public Instant At(TimeProvider clock) => At(clock, ClosedUntil);

    /// <summary>
    /// The clock's time, but never inside a day that was counted: a clock that is set back, or another node's that is slow, would leave the money out
    /// of every count.
    /// </summary>
    public static Instant At(TimeProvider clock, Instant? closedUntil) => Instant.Max(clock.GetCurrentInstant(), closedUntil ?? Instant.MinValue);

    public static bool IsOpenAt(BookingStatus status) =>
        status is BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService or BookingStatus.Completed;

    public static string? ReasonOf(string? reason) =>
        TidyText.Line(reason) is { Length: > 0 } why ? Characters.Cut(why, PaymentService.MaxReason) : null;
}
