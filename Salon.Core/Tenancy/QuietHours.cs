namespace Salon.Tenancy;

/// <summary>When telephones stay silent: 22:00 to 09:00 by the branch's clock.</summary>
public static class QuietHours
{
    public static readonly LocalTime Begin = new(22, 0);
    public static readonly LocalTime End = new(9, 0);

    public static bool Contain(Instant at, DateTimeZone zone)
    {
        var time = at.InZone(zone).TimeOfDay;
        return time >= Begin || time < End;
    }

    /// <summary>The end of the quiet hours an instant lies in.</summary>
    public static Instant EndAfter(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        var date = local.TimeOfDay >= Begin ? local.Date.PlusDays(1) : local.Date;
        return (date + End).InZoneLeniently(zone).ToInstant();
    }

    /// <summary>The last hour before the quiet hours an instant lies in: 21:00 of the evening before.</summary>
    public static Instant EveningBefore(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        var date = local.TimeOfDay >= Begin ? local.Date : local.Date.PlusDays(-1);
        return (date + Begin.PlusHours(-1)).InZoneLeniently(zone).ToInstant();
    }
}
