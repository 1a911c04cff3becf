namespace Salon.Bookings;

/// <summary>Reasons that nobody typed. They are kept as a code, so that every reader has them in his own language.</summary>
public static class CancelReasons
{
    /// <summary>The desk booked, and took it back at once.</summary>
    public const string Undone = "Booking.Undone";
}
