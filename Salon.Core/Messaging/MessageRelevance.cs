using Salon.Bookings;
using Salon.Tenancy;

namespace Salon.Messaging;

/// <summary>Whether a message still says something true and useful at the moment it would go out.</summary>
internal static class MessageRelevance
{
    /// <summary>A message this late is no longer an answer to what somebody just did; it then waits for the morning like any other.</summary>
    private static readonly Duration Prompt = Duration.FromMinutes(15);

    /// <summary>Who is asked later than this has forgotten.</summary>
    private static readonly Duration Remembered = Duration.FromDays(7);

    /// <param name="proved">Somebody has signed in with her number, by a code that arrived there: that outranks what tables of numbers guess.</param>
    /// <returns>Why it is not sent, a code of Errors.resx; null when it may go.</returns>
    public static string? RefusalOf(Message message, BookingView booking, bool proved, Instant now)
    {
        if (now >= (message.Kind == MessageKinds.Review ? booking.EndsAt + Remembered : message.VisitAt)) return "Message.TooLate";
        var stands = message.Kind switch
        {
            MessageKinds.Cancelled => booking.Status == BookingStatus.Cancelled,
            MessageKinds.Review => booking.Status == BookingStatus.Completed,
            MessageKinds.Offer => booking.Status == BookingStatus.Held,
            _ => booking.Status == BookingStatus.Confirmed && booking.StartsAt == message.VisitAt,
        };
        if (!stands) return "Message.Outdated";
        if (booking.CustomerPhone is not { } phone) return "Message.NoPhone";
        return proved || !PhoneNumber.FromStored(phone).TakesNoTexts ? null : "Message.NotMobile";
    }

    /// <returns>Until when it has to wait so that nobody is woken; null when it may go now.</returns>
    public static Instant? QuietUntil(Message message, DateTimeZone zone, Instant now) =>
        now - message.CreatedAt > Prompt && QuietHours.Contain(now, zone) ? QuietHours.EndAfter(now, zone) : null;
}
