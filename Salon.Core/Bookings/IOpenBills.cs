using Salon.Data;

namespace Salon.Bookings;

/// <summary>Which visits are not paid in full. Payments knows; whoever offers to take money asks first.</summary>
public interface IOpenBills
{
    /// <summary>Those of some visits that have taken place, or are taking place, and owe something; one statement.</summary>
    Task<IReadOnlySet<BookingId>> OwingAsync(SalonDb db, IReadOnlyCollection<BookingId> visits, CancellationToken ct);
}
