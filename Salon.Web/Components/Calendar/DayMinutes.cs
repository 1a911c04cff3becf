using Salon.Scheduling;

namespace Salon.Web.Components.Calendar;

/// <summary>Minutes on the clock of a business date, as the axis of the calendar counts them: 600 is ten o'clock also on the day on which the clocks change; past 1440 it is the night after.</summary>
public static class DayMinutes
{
    private const int Day = 24 * 60;

    public static int Of(LocalDate date, Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        return Period.DaysBetween(date, local.Date) * Day + local.Hour * 60 + local.Minute;
    }

    /// <summary>A time that the clocks skip is the first one after it; one that happens twice is its first.</summary>
    public static Instant At(LocalDate date, int minute, DateTimeZone zone) => BusinessDay.Resolve(date, minute, zone, later: false);

    /// <summary>How long a stretch of the axis really is.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="minutes">How long it looks.</param>
    public static int Lasting(LocalDate date, Instant from, int minutes, DateTimeZone zone) =>
        (int)(At(date, Of(date, from, zone) + minutes, zone) - from).TotalMinutes is > 0 and var real ? real : minutes;

    /// <summary>The part of a business date's two days that the clocks skip, or go through twice; null on an ordinary day.</summary>
    public static (int From, int To, bool Skipped)? Change(LocalDate date, DateTimeZone zone)
    {
        var first = zone.GetZoneInterval(date.AtStartOfDayInZone(zone).ToInstant() - Duration.Epsilon); // the clocks may change at midnight itself
        if (!first.HasEnd) return null;
        var next = zone.GetZoneInterval(first.End);
        var at = Period.DaysBetween(date, first.IsoLocalEnd.Date) * Day + first.IsoLocalEnd.Hour * 60 + first.IsoLocalEnd.Minute;
        var shift = (next.WallOffset - first.WallOffset).Seconds / 60;
        if (at >= 2 * Day || shift == 0) return null;
        return shift > 0 ? (at, at + shift, true) : (at + shift, at, false);
    }
}
