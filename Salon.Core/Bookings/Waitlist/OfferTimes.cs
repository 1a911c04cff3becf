using Salon.Tenancy;

namespace Salon.Bookings.Waitlist;

/// <summary>When somebody is told of a time that became free.</summary>
internal static class OfferTimes
{
    /// <summary>At once; in the quiet hours at their end, unless the time itself lies before it: who waits for tonight wants to know tonight.</summary>
    public static Instant TellAt(Instant now, Instant start, DateTimeZone zone)
    {
        if (!QuietHours.Contain(now, zone)) return now;
        var morning = QuietHours.EndAfter(now, zone);
        return start > morning + Duration.FromHours(1) ? morning : now;
    }
}
