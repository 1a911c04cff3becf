using Salon.Bookings;
using Salon.Payments.Online;

namespace Salon.Web.Components.Public;

/// <summary>Where she goes once she has said yes to a visit: to its page, or to pay what it waits for.</summary>
public sealed class AfterAgreeing(BookingQueries bookings, PaymentService payments)
{
    /// <param name="actor">Hers.</param>
    /// <param name="site">The address of this site, with the slash at its end.</param>
    public async Task<string> AddressAsync(Actor actor, BookingId id, string token, string site, CancellationToken ct)
    {
        if (!(await bookings.FindAsync(actor, id, ct)).TryGet(out var booked, out _) || booked.Status != BookingStatus.Pending) return $"/b/{token}?done=booked";
        await payments.StartAsync(actor, id, new Uri($"{site}b/{token}/pay"), ct); // refused: the page to pay on says why, and asks again
        return $"/b/{token}/pay";
    }
}
