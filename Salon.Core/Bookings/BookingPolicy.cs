namespace Salon.Bookings;

/// <summary>The one place that says what may still be done with a booking, by whom. Pages, API, desk and jobs ask here.</summary>
public static class BookingPolicy
{
    /// <summary>States that own their time.</summary>
    public static bool IsLive(BookingStatus status) =>
        status is BookingStatus.Held or BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived or BookingStatus.InService;

    /// <summary>What a hold, or a visit that waits for money, really is at an instant: the row learns of its end only when somebody comes by.</summary>
    public static BookingStatus StatusAt(BookingStatus status, Instant? holdExpiresAt, Instant now) =>
        status is BookingStatus.Held or BookingStatus.Pending && holdExpiresAt <= now ? BookingStatus.Expired : status;

    /// <summary>Null when the customer may cancel. Staff may cancel whatever is live.</summary>
    public static Error? RefusesCancel(bool byStaff, BookingStatus status, Instant startsAt, PolicySnapshot policy, Instant now)
    {
        if (byStaff) return IsLive(status) ? null : BookingErrors.NotOpen;
        if (status is not (BookingStatus.Pending or BookingStatus.Confirmed)) return BookingErrors.NotOpen;
        if (now >= startsAt) return BookingErrors.AlreadyStarted;
        return now > policy.FreeUntil && !policy.LateCancelOnline ? BookingErrors.TooLateToCancel : null;
    }

    /// <summary>Null when the visit may be moved. Customers may until the free limit: moving must not be a way around a late cancellation.</summary>
    public static Error? RefusesMove(bool byStaff, BookingStatus status, Instant startsAt, PolicySnapshot policy, Instant now)
    {
        if (status is not (BookingStatus.Pending or BookingStatus.Confirmed) && !(byStaff && status == BookingStatus.Arrived)) return BookingErrors.NotOpen;
        if (byStaff) return null;
        if (now >= startsAt) return BookingErrors.AlreadyStarted;
        return now > policy.FreeUntil ? BookingErrors.TooLateToMove : null;
    }

    /// <summary>Null when the desk may lay a visit differently. One that has begun keeps its start: people and lengths may still change.</summary>
    public static Error? RefusesRearranging(BookingStatus status, bool sameStart) =>
        status is BookingStatus.Pending or BookingStatus.Confirmed or BookingStatus.Arrived || (status == BookingStatus.InService && sameStart) ? null : BookingErrors.NotOpen;

    /// <summary>Null when staff may take the booking to the next state of the day.</summary>
    /// <param name="date">The visit's business date.</param>
    /// <param name="today">The business date under way at its branch: nobody comes, is served or leaves on a later one.</param>
    public static Error? RefusesStep(BookingStatus from, BookingStatus to, Instant startsAt, LocalDate date, LocalDate today, Instant now) => (from, to) switch
    {
        (BookingStatus.Confirmed, BookingStatus.Arrived) or (BookingStatus.Confirmed or BookingStatus.Arrived, BookingStatus.InService)
            or (BookingStatus.Arrived or BookingStatus.InService, BookingStatus.Completed) => date > today ? BookingErrors.NotToday : null,
        (BookingStatus.Confirmed, BookingStatus.NoShow) => now >= startsAt ? null : BookingErrors.TooEarly,
        _ => BookingErrors.NotOpen,
    };

    /// <summary>The state a visit was in before a step that was taken by mistake; null when nothing takes it back.</summary>
    /// <param name="before">The state it really came from.</param>
    public static BookingStatus? StepBack(BookingStatus from, BookingStatus? before) => (from, before) switch
    {
        (BookingStatus.Arrived, BookingStatus.Confirmed) => before,
        (BookingStatus.InService, BookingStatus.Confirmed or BookingStatus.Arrived) => before,
        _ => null,
    };
}
