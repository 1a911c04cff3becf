using System.Globalization;
using System.Text;

namespace Salon.Bookings;

/// <summary>One booking as a calendar file a phone understands (RFC 5545).</summary>
public static class CalendarFile
{
    private const int MostOctetsInALine = 75;

    /// <param name="language">Of the words inside.</param>
    /// <param name="manageUrl">Where it can be moved or cancelled.</param>
    /// <param name="now">When the file is made.</param>
    public static string Of(BookingView booking, CultureInfo language, Uri manageUrl, Instant now)
    {
        var services = LocalizedText.List(booking.Lines.Select(line => line.Service), language);
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Salon//Booking//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            $"UID:{booking.Id}@salon", $"DTSTAMP:{Utc(now)}", $"DTSTART:{Utc(booking.StartsAt)}", $"DTEND:{Utc(booking.EndsAt)}",
            $"SUMMARY:{Escape($"{booking.Salon.In(language)}: {services}")}",
            $"LOCATION:{Escape($"{booking.Salon.In(language)}, {booking.Branch.Name.In(language)}, {booking.Branch.Address.In(language)}")}",
            $"URL:{manageUrl}", $"DESCRIPTION:{Escape(manageUrl.ToString())}",
            booking.Status == BookingStatus.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED",
            "BEGIN:VALARM", "ACTION:DISPLAY", $"DESCRIPTION:{Escape(booking.Salon.In(language))}", "TRIGGER:-PT2H", "END:VALARM",
            "END:VEVENT", "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(Fold));
    }

    private static string Utc(Instant instant) => instant.ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

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
