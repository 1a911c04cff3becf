using System.Globalization;
using System.Text;

namespace Salon.Bookings;

/// <summary>One booking as a calendar file a phone understands (RFC 5545, RFC 5546).</summary>
/// <remarks>
/// The UID is the booking's for life and the SEQUENCE grows with everything that happens to it, so a file that is opened later replaces what an
/// earlier one put into the calendar; the file of a visit that was cancelled, or whose money did not come in time, takes it out again. What is not agreed yet
/// is tentative. Neither of them rings.
/// </remarks>
public static class CalendarFile
{
    private const int MostOctetsInALine = 75;

    /// <param name="language">Of the words inside.</param>
    /// <param name="manageUrl">Where it can be moved or cancelled.</param>
    /// <param name="salonUrl">The salon's own page, which stands for the organizer: calendars want an address, and a salon need not have one for mail.</param>
    /// <param name="now">When the file is made.</param>
    public static string Of(BookingView booking, CultureInfo language, Uri manageUrl, Uri salonUrl, Instant now)
    {
        var cancelled = booking.Status is BookingStatus.Cancelled or BookingStatus.Expired;
        var tentative = booking.Status is BookingStatus.Held or BookingStatus.Pending;
        var services = LocalizedText.List(booking.Lines.Select(line => line.Service), language);
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Salon//Booking//EN", cancelled ? "METHOD:CANCEL" : "METHOD:PUBLISH", "BEGIN:VEVENT",
            $"UID:{booking.Id}@salon", $"SEQUENCE:{booking.History.Count.ToString(CultureInfo.InvariantCulture)}", $"DTSTAMP:{Utc(now)}",
            .. booking.History.Count > 0 ? (string[])[$"LAST-MODIFIED:{Utc(booking.History.Max(e => e.At))}"] : [], $"DTSTART:{Utc(booking.StartsAt)}", $"DTEND:{Utc(booking.EndsAt)}",
            $"SUMMARY:{Escape($"{booking.Salon.In(language)}: {services}")}",
            $"LOCATION:{Escape($"{booking.Salon.In(language)}, {booking.Branch.Name.In(language)}, {booking.Branch.Address.In(language)}")}",
            $"URL:{manageUrl}", $"DESCRIPTION:{Escape(manageUrl.ToString())}",
            $"ORGANIZER;CN=\"{Quoted(booking.Salon.In(language))}\":{salonUrl}",
            .. cancelled ? (string[])["STATUS:CANCELLED"]
                : tentative ? ["STATUS:TENTATIVE"]
                : ["STATUS:CONFIRMED", "BEGIN:VALARM", "ACTION:DISPLAY", $"DESCRIPTION:{Escape(booking.Salon.In(language))}", "TRIGGER:-PT2H", "END:VALARM"],
            "END:VEVENT", "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(Fold));
    }

    private static string Utc(Instant instant) => instant.ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // A parameter's value has no escape for a quote, and no control character.
    private static string Quoted(string text) => string.Concat(text.Select(c => c == '"' ? '\'' : char.IsControl(c) ? ' ' : c));

    // Lines are at most 75 octets long; what follows begins with a space. Arabic letters are two octets, and none is cut in half.
    private static string Fold(string line)
    {
        var folded = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctetsInALine)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        return folded.Append("\r\n").ToString();
    }
}
