namespace Salon.Scheduling;

/// <summary>Turns rules about hours into spans of time.</summary>
public static class WorkingHours
{
    /// <summary>When a branch is open, business day by business day. A day may end after midnight and then reaches into the next date.</summary>
    public static IReadOnlyList<OpenDay> OpenDays(HoursPlan plan, DateRange dates, DateTimeZone zone)
    {
        var clock = new WallClock(zone, dates);
        return [.. dates.Dates().Select(date => new OpenDay(date, clock.Spans(date, plan.HoursOn(date)).Subtract(clock.Spans(date, plan.BreaksOn(date)))))];
    }

    /// <summary>When a person works: her hours without breaks and time off.</summary>
    /// <param name="dates">The dates whose hours count. To know a date whole, begin one day before it: yesterday's shift may end today.</param>
    public static Spans Works(HoursPlan plan, DateRange dates, DateTimeZone zone, Spans away) => Works(plan, dates, new WallClock(zone, dates), away);

    internal static Spans Works(HoursPlan plan, DateRange dates, WallClock clock, Spans away)
    {
        var (hours, breaks) = (new List<(int, int)>(), new List<(int, int)>());
        foreach (var date in dates.Dates())
        {
            clock.AddTo(hours, date, plan.HoursOn(date));
            clock.AddTo(breaks, date, plan.BreaksOn(date));
        }
        return Spans.Of(hours).Subtract(Spans.Of(breaks)).Subtract(away);
    }
}
