using NodaTime.Text;
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
/// <param name="OldDate">The business date it was on, in ISO form; null in rows from before it was kept.</param>
public sealed record BookingMoved(BookingId Booking, long OldStart, long NewStart, bool Tell = true, string? OldDate = null) : IOutboxMessage
{
    public static string Name => "booking.moved";

    internal static BookingMoved Of(Booking booking, Instant oldStart, LocalDate oldDate, bool tell = true) =>
        new(booking.Id, oldStart.ToUnixTimeMilliseconds(), booking.StartsAt.ToUnixTimeMilliseconds(), tell, LocalDatePattern.Iso.Format(oldDate));
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
