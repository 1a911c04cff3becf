namespace Salon.Web.Components.Calendar;

/// <summary>The way back from <see cref="BusinessDay.MinuteOf"/>: from minutes on the clock, as the axis of the calendar counts them, to instants.</summary>
public static class DayMinutes
{
    /// <summary>A time that the clocks skip is the first one after it; one that happens twice is its first.</summary>
    public static Instant At(LocalDate date, int minute, DateTimeZone zone) => BusinessDay.Resolve(date, minute, zone, later: false);

    /// <summary>How long a stretch of the axis really is.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="minutes">How long it looks.</param>
    public static int Lasting(LocalDate date, Instant from, int minutes, DateTimeZone zone) =>
        (int)(At(date, BusinessDay.MinuteOf(date, from, zone) + minutes, zone) - from).TotalMinutes is > 0 and var real ? real : minutes;

    /// <summary>The part of a business date's two days that the clocks skip, or go through twice; null on an ordinary day.</summary>
    public static (int From, int To, bool Skipped)? ClockChange(LocalDate date, DateTimeZone zone)
    {
        var first = zone.GetZoneInterval(date.AtStartOfDayInZone(zone).ToInstant() - Duration.Epsilon); // the clocks may change at midnight itself
        if (!first.HasEnd) return null;
        var next = zone.GetZoneInterval(first.End);
        var at = Period.DaysBetween(date, first.IsoLocalEnd.Date) * DayHours.MinutesPerDay + first.IsoLocalEnd.Hour * 60 + first.IsoLocalEnd.Minute;
        var shift = (next.WallOffset - first.WallOffset).Seconds / 60;
        if (at >= 2 * DayHours.MinutesPerDay || shift == 0) return null;
        return shift > 0 ? (at, at + shift, true) : (at + shift, at, false);
    }
}
