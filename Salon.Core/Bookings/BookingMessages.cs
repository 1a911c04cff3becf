using Salon.Outbox;

namespace Salon.Bookings;

/// <summary>A visit was agreed.</summary>
/// <param name="Tell">Whether the customer is to be told.</param>
public sealed record BookingConfirmed(BookingId Booking, bool Tell = true) : IOutboxMessage
{
    public static string Name => "booking.confirmed";
}

/// <summary>A visit moved to another time.</summary>
/// <param name="OldStart">Unix milliseconds, so that two moves of one booking are two occasions.</param>
/// <param name="Tell">Whether the customer is to be told; the desk may have done so by word of mouth.</param>
public sealed record BookingMoved(BookingId Booking, long OldStart, long NewStart, bool Tell = true) : IOutboxMessage
{
    public static string Name => "booking.moved";
}

/// <summary>A visit was cancelled.</summary>
/// <param name="BySalon">The salon cancelled, not the customer.</param>
public sealed record BookingCancelled(BookingId Booking, bool BySalon) : IOutboxMessage
{
    public static string Name => "booking.cancelled";
}

/// <summary>A visit is over.</summary>
public sealed record BookingCompleted(BookingId Booking) : IOutboxMessage
{
    public static string Name => "booking.completed";
}

/// <summary>The customer did not come.</summary>
public sealed record BookingNoShow(BookingId Booking) : IOutboxMessage
{
    public static string Name => "booking.no_show";
}
