using System.Globalization;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Salon.Web.Endpoints;

/// <summary>Dates and times as the API reads and writes them.</summary>
internal static class Moments
{
    private static readonly OffsetDateTimePattern[] Times =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>"), // without seconds
    ];

    // A salon books months ahead; what lies outside is a mistake, and arithmetic on the ends of time overflows.
    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    /// <returns>Null for anything but ISO 8601 with an offset, in the years 2000 to 2200.</returns>
    public static DateTimeOffset? ParseTime(string? text)
    {
        foreach (var pattern in Times)
        {
            if (text is not null && pattern.Parse(text).TryGetValue(default, out var time) && IsNear(time.Date)) return time.ToDateTimeOffset();
        }

        return null;
    }

    /// <returns>Null for anything but yyyy-MM-dd in the years 2000 to 2200.</returns>
    public static LocalDate? ParseDate(string? text) =>
        text is not null && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && IsNear(date) ? date : null;

    /// <summary>An instant as a clock on the wall of a zone shows it.</summary>
    public static DateTimeOffset In(this Instant instant, DateTimeZone zone) => instant.InZone(zone).ToDateTimeOffset();

    public static string Write(LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static bool IsNear(LocalDate date) => date.Year is >= FirstYear and <= LastYear;
}
