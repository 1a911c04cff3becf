using Microsoft.EntityFrameworkCore;
using Salon.Bookings;
using Salon.Data;

namespace Salon.Payments.Till;

/// <summary>Tells the calendar which visits are still to be paid: the same rule as the list of unpaid visits.</summary>
internal sealed class OpenBills : IOpenBills
{
    public async Task<IReadOnlySet<BookingId>> OwingAsync(SalonDb db, IReadOnlyCollection<BookingId> visits, CancellationToken ct) =>
        (await DeskMoneyQueries.Unpaid(db, db.Bookings.Where(b => visits.Contains(b.Id))).Select(u => u.Booking).ToListAsync(ct)).ToHashSet();
}
